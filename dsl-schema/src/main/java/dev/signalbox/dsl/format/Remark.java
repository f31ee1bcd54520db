package dev.signalbox.dsl.format;

import java.util.regex.Pattern;

/**
 * A comment as it stands in the text.
 *
 * @param text from its {@code #} to the end of its line, without blanks behind it
 * @param offset of its {@code #}
 * @param column 0-based
 * @param gap how many blanks stand before it
 * @param apart whether it begins its line and a blank line stands above it
 */
record Remark(String text, int offset, int line, int column, int gap, boolean apart) {
    private static final Pattern SUPPRESSION = Pattern.compile("#\\s*signalbox:\\s*ignore\\b.*");

    /** Whether it speaks of the line below it, and so must stay above that line. */
    boolean suppresses() {
        return SUPPRESSION.matcher(text).matches();
    }
}
