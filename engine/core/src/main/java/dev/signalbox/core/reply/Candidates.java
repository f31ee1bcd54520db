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
    private static final Pattern FENCE = Pattern.compile("```[A-Za-z0-9_-]*[ \\t]*\\r?\\n?(.*?)```", Pattern.DOTALL);
    private static final int MOST = 20;

    /** So many brackets of a text are tried: prose has few, an attack has many. */
    private static final int MOST_STARTS = 500;

    static Candidates of(String text) {
        LenientJson.Fuel fuel = new LenientJson.Fuel(4L * text.length() + 10_000);
        List<Object> values = new ArrayList<>();
        String trouble = null;
        boolean cutOff = false;
        switch (LenientJson.read(text, 0, fuel)) {
            case Outcome.Read read -> {
                if (text.substring(read.end()).isBlank()) {
                    values.add(read.value());
                    return new Candidates(values, false, null);
                }
            }
            case Outcome.Broken broken -> trouble = opens(text) ? broken.message() : null;
            case Outcome.CutOff cut -> cutOff = opens(text);
        }
        fenced(text, fuel, values);
        if (!values.isEmpty()) {
            return new Candidates(values, false, null);
        }
        if (!cutOff) {
            cutOff = inProse(text, fuel, values);
        }
        return new Candidates(values, cutOff, trouble);
    }

    /** Whether the text itself begins as a value would. */
    private static boolean opens(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
    }

    private static void fenced(String text, LenientJson.Fuel fuel, List<Object> values) {
        Matcher fences = FENCE.matcher(text);
        while (fences.find() && values.size() < MOST && !fuel.spent()) {
            String inside = fences.group(1);
            if (LenientJson.read(inside, 0, fuel) instanceof Outcome.Read read
                    && inside.substring(read.end()).isBlank()) {
                values.addFirst(read.value());
            }
        }
    }

    /** Whether the text ends inside a value. Nothing is looked for inside of what broke off. */
    private static boolean inProse(String text, LenientJson.Fuel fuel, List<Object> values) {
        int at = 0;
        int starts = 0;
        while (at < text.length() && values.size() < MOST && starts < MOST_STARTS && !fuel.spent()) {
            char c = text.charAt(at);
            if (c != '{' && c != '[') {
                at++;
                continue;
            }
            starts++;
            switch (LenientJson.read(text, at, fuel)) {
                case Outcome.Read read -> {
                    values.addFirst(read.value());
                    at = read.end();
                }
                case Outcome.Broken broken -> at++;
                case Outcome.CutOff cut -> {
                    values.clear();
                    return true;
                }
            }
        }
        return false;
    }
}
