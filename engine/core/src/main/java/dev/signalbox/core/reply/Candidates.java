package dev.signalbox.core.reply;

import dev.signalbox.core.reply.LenientJson.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON values that a reply holds, the likeliest first: the whole text, then fenced blocks, then values in prose; of
 * several the last, for a model that thinks aloud concludes at the end.
 *
 * @param values in that order
 * @param cutOff the text ends inside a value: what it holds of it does not count
 * @param trouble why the likeliest place could not be read; null when it could
 */
record Candidates(
        List<Object> values, boolean cutOff, @Nullable String trouble) {
    private static final Pattern FENCE =
            Pattern.compile("```[A-Za-z0-9_-]*+[ \\t]*+\\r?+\\n?+(.*?)```", Pattern.DOTALL);
    private static final Pattern OPEN_FENCE = Pattern.compile("```[A-Za-z0-9_-]*+");

    /** So many values are kept, the last ones. */
    private static final int MOST = 20;

    /** So many brackets of a text are tried: prose has few, an attack has many. Where there are more, the last is not known. */
    private static final int MOST_STARTS = 5_000;

    private static final String UNSEEN = "it holds more brackets than are looked through";

    static Candidates of(String text) {
        LenientJson.Fuel fuel = new LenientJson.Fuel(4L * text.length() + 10_000);
        List<Object> values = new ArrayList<>();
        String trouble = null;
        boolean cutOff = false;
        switch (LenientJson.read(text, 0, fuel)) {
            case Outcome.Read read -> {
                if (ReplyText.strip(text.substring(read.end())).isEmpty()) {
                    values.add(read.value());
                    return new Candidates(values, false, null);
                }
            }
            case Outcome.Broken broken -> trouble = opens(text) ? broken.message() : null;
            case Outcome.CutOff cut -> cutOff = opens(text);
        }
        String rest = fenced(text, fuel, values);
        if (fuel.spent()) {
            return new Candidates(List.of(), false, UNSEEN);
        }
        if (!values.isEmpty()) {
            return breaksOff(rest, fuel) ? new Candidates(List.of(), true, null) : new Candidates(values, false, null);
        }
        if (cutOff) {
            return new Candidates(values, true, trouble);
        }
        return switch (inProse(text, fuel, values)) {
            case WHOLE -> new Candidates(values, false, trouble);
            case CUT_OFF -> new Candidates(List.of(), true, trouble);
            case UNSEEN -> new Candidates(List.of(), false, UNSEEN);
        };
    }

    /** Whether the text itself begins as a value would. */
    private static boolean opens(String text) {
        String start = ReplyText.strip(text);
        return start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
    }

    /** The text behind the last fence. */
    private static String fenced(String text, LenientJson.Fuel fuel, List<Object> values) {
        Matcher fences = FENCE.matcher(text);
        int end = 0;
        while (!fuel.spent() && fences.find()) {
            end = fences.end();
            String inside = fences.group(1);
            if (LenientJson.read(inside, 0, fuel) instanceof Outcome.Read read
                    && ReplyText.strip(inside.substring(read.end())).isEmpty()) {
                found(values, read.value());
            }
        }
        return text.substring(end);
    }

    private static void found(List<Object> values, Object value) {
        values.addFirst(value);
        if (values.size() > MOST) {
            values.removeLast();
        }
    }

    /** Whether a last fence was opened and its value not finished: the ones before it were drafts. */
    private static boolean breaksOff(String rest, LenientJson.Fuel fuel) {
        Matcher open = OPEN_FENCE.matcher(rest);
        return open.find() && LenientJson.read(rest, open.end(), fuel) instanceof Outcome.CutOff;
    }

    private enum Seen {
        WHOLE,
        CUT_OFF,
        UNSEEN
    }

    /** How the text ends. Nothing is looked for inside of what broke off. */
    private static Seen inProse(String text, LenientJson.Fuel fuel, List<Object> values) {
        int at = 0;
        int starts = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '{' && c != '[') {
                at++;
                continue;
            }
            if (++starts > MOST_STARTS || fuel.spent()) {
                return Seen.UNSEEN;
            }
            switch (LenientJson.read(text, at, fuel)) {
                case Outcome.Read read -> {
                    found(values, read.value());
                    at = read.end();
                }
                case Outcome.Broken broken -> at++;
                case Outcome.CutOff cut -> {
                    return Seen.CUT_OFF;
                }
            }
        }
        return Seen.WHOLE;
    }
}
