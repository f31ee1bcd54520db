package dev.signalbox.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Diagnostic FINDING = Diagnostic.of(
                    Code.Y004, new Place(new Span("a.flow.yaml", 2, 3, 2, 9), "/x/savee"), "`savee` is no key.")
            .withHelp("Known here: save.")
            .withSuggestion("save")
            .withRelated(List.of(new Related(new Span("a.flow.yaml", 1, 1, 1, 2), "the state")));

    @Test
    void showsTheLineWithCaretsUnderTheSpan() {
        String report = new HumanReport(file -> "x:\n  savee: order\n", false).write(List.of(FINDING));
        assertEquals("""
                error[Y004]: `savee` is no key.
                 --> a.flow.yaml:2:3
                  |
                2 |   savee: order
                  |   ^^^^^^
                  = help: Known here: save.
                  = try: `save`
                  = a.flow.yaml:1:1: the state

                """.replace("\n  = ", "\n  = "), report);
    }

    @Test
    void showsAFindingWhoseFileCannotBeShown() {
        String report = new HumanReport(file -> null, false).write(List.of(FINDING));
        assertTrue(report.contains("a.flow.yaml:2:3"));
        assertFalse(report.contains("savee: order"));
    }

    @Test
    void letsNoControlCharacterThrough() {
        String report = new HumanReport(file -> "x:\n  \u001B[31mevil\n", false).write(List.of(FINDING));
        assertFalse(report.contains("\u001B"));
        assertTrue(new HumanReport(file -> "x:\n  y\n", true)
                .write(List.of(FINDING))
                .contains("\u001B[1;31m"));
    }

    @Test
    void writesTheJsonOfTheCommandLineContract() {
        assertEquals(
                "{\"version\":1,\"files\":3,\"diagnostics\":[{\"code\":\"Y004\",\"severity\":\"error\","
                        + "\"message\":\"`savee` is no key.\",\"file\":\"a.flow.yaml\",\"line\":2,\"column\":3,"
                        + "\"endLine\":2,\"endColumn\":9,\"path\":\"/x/savee\",\"help\":\"Known here: save.\","
                        + "\"suggestion\":\"save\",\"related\":[{\"file\":\"a.flow.yaml\",\"line\":1,\"column\":1,"
                        + "\"message\":\"the state\"}]}],\"summary\":{\"errors\":1,\"warnings\":0,\"infos\":0}}",
                JsonReport.write(3, List.of(FINDING)));
    }
}
