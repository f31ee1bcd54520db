package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.value.CanonicalJson;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in a sentence. */
final class Words {
    private static final int LONGEST = 90;

    private Words() {}

    /** In backticks and in one line; {@code nothing} where there is none. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        String text = value instanceof String plain ? plain : CanonicalJson.write(Values.plain(value));
        return "`" + clip(text.strip().replaceAll("\\s+", " ").replace('`', '\'')) + "`";
    }

    static String each(Collection<?> values) {
        List<String> words = values.stream().map(Words::of).toList();
        return words.isEmpty()
                ? "nothing"
                : words.size() == 1
                        ? words.getFirst()
                        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** {@code was `a`, is `b`}; says so where there was or is none. */
    static String change(@Nullable Object before, @Nullable Object after) {
        if (before == null) {
            return "is " + of(after) + ", and was not set";
        }
        return after == null ? "was " + of(before) + ", and is not set" : "was " + of(before) + ", is " + of(after);
    }

    private static String clip(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
