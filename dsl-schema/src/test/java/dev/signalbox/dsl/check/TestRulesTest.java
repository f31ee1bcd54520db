package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T802 to T804: what a test says of the refund desk and what no run of it could come to. */
class TestRulesTest {
    private static final String INPUT = "input: { ticket: { id: T1, order_id: O9, message: Refund me } }";

    private static List<Diagnostic> findings(String... lines) {
        String text = "flow: desk.flow.yaml\ntests:\n  - name: t\n"
                + String.join("\n", lines).indent(4);
        return Desk.of(Desk.refundDesk()).with("desk.test.yaml", text).findings();
    }

    private static List<String> said(String... lines) {
        return findings(lines).stream()
                .map(found -> found.code() + "@" + found.place().span().line() + ":"
                        + found.place().span().column() + " " + found.message())
                .toList();
    }

    @Test
    void aTestThatAFlowCanPassHasNoFinding() {
        assertEquals(
                List.of(),
                said(
                        INPUT,
                        "actions: { get_order: { returns: { id: O9, customer: Ada, total: 1200, status: paid } }, refund_payment: { raw: 7 } }",
                        "models: { classify: Refund request, read_refund: { amount: 900, reason: broken } }",
                        "people: { pay_refund: { approve: true }, hand_over: { refused: true, answer: 7 } }",
                        "expect:",
                        "  path: [look_up_order, classify, read_refund, pay_refund, hand_over, done]",
                        "  end: succeeded",
                        "  output: { reply: Sorry. }",
                        "  calls: { refund_payment: [ { order: O9, amount: 900 } ] }",
                        "  context: { classify: { dropped: [message] } }",
                        "  held: { pay_refund: { title: x } }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "actions: { get_order: { returns: { id: O9, customer: Ada, total: much, status: paid } } } | T802@5:70 `get_order` does not return this: total must be a number, got \"much\".",
                "models: { classify: refnd_request }                         | T802@5:25 `classify` is not answered so: it is one of `complaint`, `refund_request`, `status_inquiry`.",
                "models: { classify: { returns: later } }                    | T802@5:36 `classify` is not answered so: it is one of `complaint`, `refund_request`, `status_inquiry`.",
                "people: { hand_over: { answer: 7 } }                        | T802@5:36 The form of `hand_over` does not take this: the value must be text, got 7.",
                "expect: { path: [classify] }                                | T803@5:22 A run of this flow begins at `look_up_order`, not at `classify`.",
                "expect: { path: [look_up_order, read_refund] }              | T803@5:37 No way leads from `look_up_order` to `read_refund`.",
                "expect: { end: cancelled }                                  | T803@5:20 No state of this flow ends a run as `cancelled`.",
                "expect: { path: [look_up_order, hand_over, dropped], end: succeeded } | T803@5:63 A run whose last state is `dropped` does not end as `succeeded`.",
                "expect: { output: { reply: 7 } }                            | T803@5:32 The flow's `output` is never so: reply must be text, got 7.",
                "expect: { calls: { get_order: [ { id: 7 } ] } }             | T803@5:43 `get_order` is never called so: id must be text, got 7.",
                "expect: { context: { confirm: { contains: [x] } } }         | T803@5:35 `confirm` asks no model, so there is no context to look at.",
                "expect: { context: { classify: { dropped: [order] } } }     | T803@5:36 There is no loaded item `order`.",
                "expect: { held: { classify: { title: x } } }                | T803@5:33 `classify` asks nobody, so nothing is ever held there.",
                "expect: { data: { replyy: x } }                             | T801@5:31 There is no name of data `replyy`.",
                "models: { confirm: x }                                      | T804@5:24 `confirm` asks no model, so nothing plays this reply.",
                "people: { confirm: { approve: true } }                      | T804@5:24 `confirm` asks nobody, so nobody decides there.",
            })
    void whatCanNeverBeIsToldWhereItStands(String line, String finding) {
        assertEquals(List.of(finding), said(INPUT, line));
    }

    @Test
    void anInputThatTheFlowDoesNotTakeIsToldAtTheValue() {
        assertEquals(
                List.of("T802@4:28 The flow does not take this input: ticket.id must be text, got 7."),
                said("input: { ticket: { id: 7, order_id: O9, message: Refund me } }"));
        assertEquals(
                List.of("T802@3:11 The flow does not take this input: ticket is missing."),
                said("expect: { end: failed }"));
    }

    @Test
    void aRunGoesOnPastAStateWhoseVisitsAreUsedUp() {
        String flow = """
                signalbox: 1
                flow: desk
                version: 1.0.0
                limits: { steps: 20 }
                start: a
                states:
                  a: { wait: { for: 1m }, next: b }
                  b: { wait: { for: 1m }, visits: 2, next: a, otherwise: { exhausted: done } }
                  done: { end: succeeded }
                """;
        String tests = """
                flow: desk.flow.yaml
                tests:
                  - name: it ends
                    expect: { path: [a, b, a, b, a, done], end: succeeded }
                  - name: it does not
                    expect: { path: [a, b, done, a] }
                """;
        List<Diagnostic> found = Desk.of(flow).with("desk.test.yaml", tests).findings();
        assertEquals(1, found.size(), () -> String.join("\n", Desk.words(found)));
        assertEquals("No way leads from `done` to `a`.", found.getFirst().message());
    }

    @Test
    void nothingIsSaidOfAFlowThatHasErrors() {
        String broken = Desk.edit(Desk.refundDesk(), "next: confirm", "next: confrm");
        List<Diagnostic> found = Desk.of(broken)
                .with(
                        "desk.test.yaml",
                        "flow: desk.flow.yaml\ntests:\n  - { name: t, " + INPUT + ", models: { confirm: x } }\n")
                .findings();
        assertEquals(
                List.of("G101"), found.stream().map(one -> one.code().name()).toList());
    }
}
