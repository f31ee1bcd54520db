package dev.signalbox.dsl.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An input as text, and where its lines end.
 *
 * @param widths how long each line is, its line break included
 */
record Text(String text, List<Integer> widths) {
    private static final Pattern LINE = Pattern.compile("[^\r\n]*(\r\n|\r|\n|$)");

    static Text of(byte[] data) {
        return of(new String(data, StandardCharsets.UTF_8));
    }

    static Text of(String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Integer> widths = LINE.matcher(body)
                .results()
                .map(MatchResult::group)
                .map(String::length)
                .toList();
        return new Text(text, widths);
    }

    /**
     * The parts between lines of {@code ---}; as many as asked for, what is missing is empty. They hold no carriage
     * return: whether one alone ends a line, JSON and YAML see differently.
     */
    static String[] parts(byte[] data, int count) {
        String text = new String(data, StandardCharsets.UTF_8).replace('\r', ' ');
        String[] found = text.split("\n---\n", count);
        String[] parts = new String[count];
        for (int i = 0; i < count; i++) {
            parts[i] = i < found.length ? found[i] : "";
        }
        return parts;
    }

    /** Every finding says something about a place inside the text. A place just behind the end of a line counts as inside. */
    void holds(List<Diagnostic> findings) {
        for (Diagnostic finding : findings) {
            assertTrue(!finding.message().isBlank(), finding::toString);
            assertTrue(!finding.message().contains("Exception") || text.contains("Exception"), finding::toString);
            holds(finding.place().span(), finding);
            for (Related related : finding.related()) {
                holds(related.span(), finding);
            }
        }
    }

    void holds(Span span, Object of) {
        boolean forward =
                span.line() < span.endLine() || span.line() == span.endLine() && span.column() <= span.endColumn();
        assertTrue(
                forward && holds(span.line(), span.column(), 1) && holds(span.endLine(), span.endColumn(), 2),
                () -> span + " of " + of);
    }

    private boolean holds(int line, int column, int behind) {
        return line >= 1 && line <= widths.size() && column >= 1 && column <= widths.get(line - 1) + behind;
    }
}
