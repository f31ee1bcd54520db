package dev.signalbox.core.reply;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member of an enum as people and models write it. */
final class Label {
    private static final Pattern LEAD = Pattern.compile(
            "(?is)^(?:the\\s+)?(?:final\\s+)?(?:answer|result|choice|value|output|category|label)\\s*(?:is|:|=)\\s*(.*)$");

    private Label() {}

    /** The same for {@code Refund request}, {@code REFUND_REQUEST}, {@code refundRequest} and {@code **refund-request**.} */
    static String of(String written) {
        String words = written.strip();
        Matcher lead = LEAD.matcher(words);
        if (lead.matches()) {
            words = lead.group(1);
        }
        words = bare(words);
        words = words.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2");
        return words.replaceAll("[^\\p{L}\\p{N}]+", "_").toLowerCase(Locale.ROOT);
    }

    /** Without what is neither letter nor digit at its ends. By hand: a pattern for it takes a square of steps. */
    private static String bare(String words) {
        int from = 0;
        int to = words.length();
        while (from < to && !Character.isLetterOrDigit(words.codePointAt(from))) {
            from += Character.charCount(words.codePointAt(from));
        }
        while (to > from && !Character.isLetterOrDigit(words.codePointBefore(to))) {
            to -= Character.charCount(words.codePointBefore(to));
        }
        return words.substring(from, to);
    }

    /** A key without case and separators. */
    static String key(String written) {
        return of(written).replace("_", "");
    }
}
