package dev.signalbox.dsl.lines;

import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** The edits of whole lines that make one text of another: what an editor applies so that its cursor and its marks stay. */
public final class LineEdits {
    private LineEdits() {}

    /** What stands from {@code from} up to {@code to} (UTF-16 offsets of the text before) becomes {@code insert}. */
    public record LineEdit(int from, int to, String insert) {}

    /** In the order of the text, none touching another; none for equal texts. */
    public static List<LineEdit> between(String before, String after) {
        List<String> lines = lines(before);
        int[] starts = new int[lines.size() + 1];
        for (int i = 0; i < lines.size(); i++) {
            starts[i + 1] = starts[i] + lines.get(i).length();
        }
        List<LineEdit> edits = new ArrayList<>();
        for (AbstractDelta<String> delta : Difference.of(lines, lines(after)).getDeltas()) {
            int first = delta.getSource().getPosition();
            edits.add(new LineEdit(
                    starts[first],
                    starts[first + delta.getSource().size()],
                    String.join("", delta.getTarget().getLines())));
        }
        return edits;
    }

    /** Each line with its end. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\n') {
                lines.add(text.substring(from, at + 1));
                from = at + 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }
}
