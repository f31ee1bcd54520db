package dev.signalbox.dsl.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Two conditions that differ in one number alone: {@code args.amount > 500} and {@code args.amount > 1000}. */
final class Threshold {
    private static final Pattern COMPARED = Pattern.compile("(.+) (>=?|<=?) (-?[0-9]+(?:\\.[0-9]+)?)");

    private Threshold() {}

    /** Whether the second is true less often than the first; null where nobody can tell. Takes spelled expressions. */
    static @Nullable Boolean rarer(String before, String after) {
        Matcher was = COMPARED.matcher(before);
        Matcher is = COMPARED.matcher(after);
        boolean same = was.matches()
                && is.matches()
                && was.group(1).equals(is.group(1))
                && was.group(2).equals(is.group(2))
                && !was.group(1).contains("&&")
                && !was.group(1).contains("||");
        if (!same) {
            return null;
        }
        int compared = Double.compare(Double.parseDouble(is.group(3)), Double.parseDouble(was.group(3)));
        return compared == 0 ? null : was.group(2).startsWith(">") == compared > 0;
    }
}
