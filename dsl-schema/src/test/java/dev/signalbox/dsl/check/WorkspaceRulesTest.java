package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The workspace file, and advice on flows. */
class WorkspaceRulesTest {
    private static List<String> codes(String workspace) {
        return Desk.of(Desk.refundDesk()).with("signalbox.yaml", workspace).findings().stream()
                .map(found -> found.code() + " " + found.place().span().file() + ":"
                        + found.place().span().line() + ":"
                        + found.place().span().column())
                .toList();
    }

    @Test
    void namesOfTheWorkspaceAreThere() {
        assertEquals(
                List.of("R605 signalbox.yaml:3:57"),
                codes(Desk.edit(Desk.WORKSPACE, "window: 16000 }", "window: 16000, fallback: [slow] }")));
        assertEquals(
                List.of("R605 signalbox.yaml:7:44"),
                codes(Desk.edit(Desk.WORKSPACE, "groups: [support-lead], roles", "groups: [support-leed], roles")));
    }

    @Test
    void aModelThatMayMoveIsPinned() {
        assertEquals(
                List.of("F701 signalbox.yaml:3:36"),
                codes(Desk.edit(Desk.WORKSPACE, "provider: recorded,", "provider: openai, model: gpt-5-mini,")));
        assertEquals(
                List.of(),
                codes(Desk.edit(
                        Desk.WORKSPACE, "provider: recorded,", "provider: openai, model: gpt-5-mini-2025-08-07,")));
    }

    @Test
    void aSharedActionIsCheckedOnceInItsOwnFile() {
        assertEquals(List.of("E202 signalbox.yaml:11:38"), codes(Desk.WORKSPACE + """
                        actions:
                          shared:
                            http: { method: GET, url: "${env.SHOP}/x" }
                            args: { type: object }
                            effect: read
                        """));
    }

    @Test
    void aLongPromptAndAManyStatesAreAdvisedAgainst() {
        String text = Desk.edit(
                Desk.refundDesk(),
                "      prompt: |\n        Which kind",
                "      «prompt: |\n        " + "Think hard. ".repeat(200) + "\n        Which kind");
        Desk.of(text).gives("F703");
        StringBuilder more = new StringBuilder("next: s0\n");
        for (int i = 0; i < 20; i++) {
            more.append("  s")
                    .append(i)
                    .append(": { next: ")
                    .append(i == 19 ? "classify" : "s" + (i + 1))
                    .append(" }\n");
        }
        text = Desk.edit(Desk.refundDesk(), "next: classify\n", more.toString());
        Desk.of(Desk.edit(text, "\nstates:", "\n«states:")).gives("F702");
    }

    @Test
    void aBrokenWorkspaceIsNotBlamedOnItsFlows() {
        assertEquals(List.of("Y004 signalbox.yaml:2:1"), codes(Desk.edit(Desk.WORKSPACE, "models:\n", "modells:\n")));
    }
}
