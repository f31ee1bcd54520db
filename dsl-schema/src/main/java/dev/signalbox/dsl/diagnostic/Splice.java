package dev.signalbox.dsl.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts edits into a text. Everything between them stays byte for byte: comments, order, line ends and a byte order mark, which counts as no
 * column. A line behind the last one is the text's end. Refuses edits that overlap.
 */
public final class Splice {
    private record Cut(int from, int to, String text) {}

    private Splice() {}

    public static String of(String text, List<Edit> edits) {
        int[] lines = lineStarts(text);
        List<Cut> cuts = new ArrayList<>();
        for (Edit edit : edits) {
            Span span = edit.span();
            cuts.add(new Cut(
                    offset(text, lines, span.line(), span.column()),
                    offset(text, lines, span.endLine(), span.endColumn()),
                    edit.text()));
        }
        cuts.sort(Comparator.comparingInt(Cut::from).thenComparingInt(Cut::to));
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        for (Cut cut : cuts) {
            if (cut.from() < at || cut.to() < cut.from()) {
                throw new IllegalArgumentException("edits overlap");
            }
            out.append(text, at, cut.from()).append(cut.text());
            at = cut.to();
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int offset(String text, int[] lines, int line, int column) {
        if (line > lines.length) {
            return text.length();
        }
        int start = lines[line - 1];
        return Math.min(start + column - 1, text.length());
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>();
        starts.add(text.startsWith("\uFEFF") ? 1 : 0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
