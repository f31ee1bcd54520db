package dev.signalbox.dsl.lines;

import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/**
 * What would change in a text, as a unified diff: what {@code git apply} and {@code patch} read, with three lines around
 * each change. A last line without its line break is marked as those programs mark it.
 */
public final class Patch {
    private static final int AROUND = 3;
    private static final String UNENDED = "\\ No newline at end of file";

    private Patch() {}

    /** The change of a file; empty when the texts are the same. */
    public static String of(String file, String before, String after) {
        return of("a/" + file, "b/" + file, before, after);
    }

    /** The change between two named texts; empty when they are the same. */
    public static String of(String oldName, String newName, String before, String after) {
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                oldName, newName, lines(before), Difference.of(lines(before), lines(after)), AROUND);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The lines; the mark belongs to the last one, so that a text that only gains its line break differs. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.endsWith("\n")) {
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        }
        return List.of((text + "\n" + UNENDED).split("\n(?!\\Q" + UNENDED + "\\E$)", -1));
    }
}
