package dev.signalbox.runtime.notice;

import java.util.regex.Pattern;

/**
 * A text that a flow, a model or somebody outside wrote, as a notice may hold it: one line of bounded length, without
 * characters that steer how it is read, and without anything that a chat or a mail program would make a link or a mention of.
 */
final class OutsideText {
    /** Nothing of a notice is longer. */
    static final int LONGEST = 150;

    /** Controls, line and paragraph separators, marks of writing direction and other characters that nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029]+");

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u3000]+");

    /** Where a program that looks for addresses finds one: behind a scheme's colon, in a name with dots, at an at sign. */
    private static final Pattern LINKS = Pattern.compile(
            "(?<=:)(?=//)|(?<=[\\p{L}\\p{N}_-]\\.)(?=[\\p{L}\\p{N}])|(?<=@)(?=\\S)|(?<=:)(?=[\\p{L}\\p{N}])");

    /** Has no width, and ends what was becoming an address. */
    private static final String BREAK = "\u200B";

    private OutsideText() {}

    /** For programs: one line, and nothing hidden in it. */
    static String line(String text) {
        String line = SPACES.matcher(UNSEEN.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }

    /** For people: the same, and no part of it is a link. */
    static String unlinked(String line) {
        return LINKS.matcher(line).replaceAll(BREAK);
    }
}
