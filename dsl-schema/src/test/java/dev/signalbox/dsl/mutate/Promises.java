package dev.signalbox.dsl.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.graph.Mermaid;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What holds of the findings about any text. */
final class Promises {
    /** What a program says of itself: a class, an exception, a record or an object printed as they are. */
    private static final Pattern OF_THE_PROGRAM = Pattern.compile(
            "\\b(java|javax|dev\\.(signalbox|cel)|org\\.snakeyaml|com\\.networknt|tools\\.jackson)\\.\\w+"
                    + "|\\w+(Exception|Error)\\b|[A-Z]\\w*@[0-9a-f]{4,}|\\b[A-Z][a-z]\\w*\\[\\w+=|Optional\\[|\\bnull\\b");

    private static final String TYPES = "string, integer, number, boolean, null, array or object";
    private static final Pattern LINE = Pattern.compile("\r\n|\r|\n");

    private final Workspaces workspace;
    private final Map<String, String[]> lines = new HashMap<>();

    Promises(Workspaces workspace) {
        this.workspace = workspace;
    }

    void hold(CheckedWorkspace checked) {
        List<Diagnostic> found = checked.diagnostics();
        found.forEach(this::holds);
        report(found);
        if (found.stream().noneMatch(Diagnostic::isError)) {
            assertEquals(checked.loaded().flows().size(), checked.flows().size(), "no flow, and nothing said why");
        }
        for (CheckedFlow flow : checked.flows().values()) {
            assertTrue(Mermaid.write(GraphBuilder.of(flow.flow())).startsWith("flowchart"));
        }
    }

    private void holds(Diagnostic finding) {
        assertFalse(finding.message().isBlank(), finding::toString);
        ofPeople(finding.message(), finding);
        if (finding.help() != null) {
            assertFalse(finding.help().isBlank(), finding::toString);
            ofPeople(finding.help(), finding);
        }
        inside(finding.place().span(), finding);
        for (Related related : finding.related()) {
            inside(related.span(), finding);
        }
    }

    /** What the file says itself may be said again, and so may the types that JSON has. */
    private void ofPeople(String said, Diagnostic finding) {
        String words = said.replace(TYPES, "").replace("got null", "");
        String text = workspace.files().getOrDefault(finding.place().span().file(), "");
        OF_THE_PROGRAM
                .matcher(words)
                .results()
                .forEach(match ->
                        assertTrue(text.contains(match.group()), () -> "`" + match.group() + "` in " + finding));
    }

    private void inside(Span span, Diagnostic finding) {
        String[] all = lines.computeIfAbsent(span.file(), this::lines);
        boolean forward =
                span.line() < span.endLine() || span.line() == span.endLine() && span.column() <= span.endColumn();
        assertTrue(
                forward
                        && inside(all, span.line(), span.column(), 1)
                        && inside(all, span.endLine(), span.endColumn(), 2),
                () -> span + " of " + finding);
    }

    /** @param behind how far behind the line's last character a place may stand: what is missing is shown there, one wide */
    private static boolean inside(String[] all, int line, int column, int behind) {
        return line >= 1 && line <= all.length && column >= 1 && column <= all[line - 1].length() + behind;
    }

    private String[] lines(String path) {
        String text = workspace.files().getOrDefault(path, "");
        return LINE.split(text.startsWith("\ufeff") ? text.substring(1) : text, -1);
    }

    private void report(List<Diagnostic> found) {
        Object report = JsonText.parse(JsonReport.write(workspace.files().size(), found));
        assertEquals(found.size(), ((List<?>) Json.object(report).getOrDefault("diagnostics", List.of())).size());
        assertEquals(
                found.isEmpty(),
                new HumanReport(workspace::read, false).write(found).isEmpty());
    }
}
