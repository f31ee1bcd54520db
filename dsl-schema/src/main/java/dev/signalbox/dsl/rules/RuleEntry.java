package dev.signalbox.dsl.rules;

import dev.signalbox.dsl.diagnostic.Code;
import java.util.Locale;

/**
 * What the book says of one code.
 *
 * @param what what is wrong, and what to do about it
 * @param certainty how the rule is exact, or when it may be wrong
 * @param bad a file, or what is put into a {@link Frame}, that has this finding and no other
 * @param good the same, mended
 * @param why why it is a rule
 */
public record RuleEntry(Code code, String what, String certainty, Example bad, Example good, String why) {

    /** {@code S501 (error, exact): risky call without approve}. */
    public String headline() {
        return code.name() + " (" + severity() + ", " + exactness() + "): " + code.title();
    }

    public String severity() {
        return code.severity().name().toLowerCase(Locale.ROOT);
    }

    /** {@code exact} or {@code heuristic}. */
    public String exactness() {
        return code.certainty().name().toLowerCase(Locale.ROOT);
    }

    /** The entry as text for a terminal. */
    public String text() {
        String certain = exactness().substring(0, 1).toUpperCase(Locale.ROOT)
                + exactness().substring(1);
        return headline() + "\n\n" + what + "\n\nInstead of\n\n" + bad.text().indent(4) + "\nwrite\n\n"
                + good.text().indent(4) + "\nWhy: " + why + "\n\n" + certain + ": " + certainty + "\n";
    }
}
