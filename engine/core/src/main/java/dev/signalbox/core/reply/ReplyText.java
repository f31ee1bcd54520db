package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.WholeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The raw text of a reply before anything is read in it. */
public final class ReplyText {
    private static final Pattern THOUGHT =
            Pattern.compile("<(think|thinking|thought|reasoning)>", Pattern.CASE_INSENSITIVE);

    private ReplyText() {}

    /** Without half a character. */
    public static String whole(String text) {
        return WholeText.of(text);
    }

    /** The text as a log keeps it. Of one that is too long to be read at all no more is kept than shows that. */
    public static String kept(String text) {
        boolean readable = text.length() <= ReplyParser.LONGEST;
        return whole(readable ? text : text.substring(0, ReplyParser.LONGEST) + "…");
    }

    /** White space, and the characters that have no width: people and programs leave them behind unseen. */
    static boolean isBlank(char c) {
        return switch (c) {
            case '\u00a0', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff' -> true;
            default -> Character.isWhitespace(c);
        };
    }

    /** The text without what is blank at its ends. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * What stands behind a leading {@code <think>…</think>}: a draft in there is no part of the answer. Null when the
     * thought does not end.
     */
    static @Nullable String answer(String text) {
        Matcher open = THOUGHT.matcher(text);
        if (!open.lookingAt()) {
            return text;
        }
        Matcher close = Pattern.compile("</" + open.group(1) + ">", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return close.find(open.end()) ? strip(text.substring(close.end())) : null;
    }

    /** What one pair of tags around the whole text holds, or the text itself. */
    static String untagged(String text) {
        int end = text.indexOf('>');
        if (!text.startsWith("<") || end < 2 || end > 40) {
            return text;
        }
        String name = text.substring(1, end);
        String close = "</" + name + ">";
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")
                || !text.endsWith(close)
                || end + 1 > text.length() - close.length()) {
            return text;
        }
        return strip(text.substring(end + 1, text.length() - close.length()));
    }
}
