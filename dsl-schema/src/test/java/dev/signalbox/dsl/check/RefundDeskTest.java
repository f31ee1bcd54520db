package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The refund desk, and what one mistake in it gives: one finding, at its place. */
class RefundDeskTest {
    private static final String APPROVE = """
            approve:                             # holds the call when its risk is high
              title: Refund ${refund.amount} on order ${order.id}?
              show: [order, refund, input.ticket.message]
              edit: [refund.amount]
              by: [support-lead]
              within: 48h
        """;
    private static final String LIMITS =
            "limits: { steps: 30, llm_calls: 6, tokens: 20000, cost_usd: 0.20, duration: 7d }\n";

    record Edit(String from, String to) {}

    record Broken(String what, String code, List<Edit> edits) {
        @Override
        public String toString() {
            return code + " " + what;
        }
    }

    private static Broken broken(String code, String what, String... fromTo) {
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < fromTo.length; i += 2) {
            edits.add(new Edit(fromTo[i], fromTo[i + 1]));
        }
        return new Broken(what, code, edits);
    }

    static List<Broken> graph() {
        return List.of(
                broken("G101", "an unknown start", "start: look_up_order", "start: «look_up_ordr"),
                broken("G101", "an unknown next", "next: classify", "next: «clasify"),
                broken("G101", "an unknown case", "status_inquiry: write_status", "status_inquiry: «writ_status"),
                broken("G101", "an unknown route", "{ expired: dropped }", "{ expired: «droped }"),
                broken("G101", "an unknown route of the flow", "{ failed: hand_over }", "{ failed: «hand_ovr }"),
                broken(
                        "G102",
                        "a state that nothing leads to",
                        "  dropped: {",
                        "  «orphan: { set: { reply: x }, next: done }\n  dropped: {"),
                broken(
                        "G102",
                        "a chain of states that nothing leads to",
                        "refund_request: read_refund",
                        "refund_request: hand_over",
                        "  read_refund:\n",
                        "  «read_refund:\n"),
                broken(
                        "G104",
                        "no successor",
                        "  write_status:\n",
                        "  «write_status:\n",
                        "${order.status}.\" }\n    next: done",
                        "${order.status}.\" }"),
                broken(
                        "G105",
                        "a successor on an end",
                        "output: { reply: \"${reply}\" } }",
                        "output: { reply: \"${reply}\" }, «next: dropped }"),
                broken(
                        "G106",
                        "branches that may lead nowhere",
                        "order ${order.id}.\" }\n    next: done",
                        "order ${order.id}.\" }\n    next:\n      - «{ when: refund.amount > 10, to: done }"));
    }

    static List<Broken> expressions() {
        return List.of(
                broken("E201", "an unfinished expression", "is ${order.status}.", "is ${order.status +«}."),
                broken("E202", "an unknown field", "is ${order.status}.", "is ${order.«statu}."),
                broken("E202", "an unknown name", "is ${order.status}.", "is ${«ordr.status}."),
                broken("E202", "an unknown name to save", "save: order\n", "save: «ordr\n"),
                broken("E202", "an unknown name to set", "confirm:\n    set: { reply", "confirm:\n    set: { «replay"),
                broken(
                        "E202",
                        "a misspelt declaration",
                        "  order: { $ref",
                        "  ordr: { $ref",
                        "save: order",
                        "save: «order"),
                broken("E202", "an unknown field to load", "only: [id, total, status]", "only: [id, «totl, status]"),
                broken("E202", "an unknown environment name", "{env.SHOP_URL}/refunds", "{env.«SHOP_UR}/refunds"),
                broken(
                        "E202",
                        "the environment in a title",
                        "title: Ticket ${input.ticket.id}",
                        "title: Ticket ${«env.SHOP_URL}"),
                broken("E202", "input to be edited", "edit: [refund.amount]", "edit: [«input.ticket]"),
                broken(
                        "E202",
                        "an unknown field to show",
                        "show: [input.ticket, order]",
                        "show: [input.«tickt, order]"),
                broken(
                        "E203",
                        "an operand of the wrong type",
                        "risk: args.amount > 500",
                        "risk: «args.amount > 'much'"),
                broken(
                        "E204",
                        "a missing case",
                        "match: intent ",
                        "match: «intent ",
                        "        complaint: hand_over\n",
                        ""),
                broken(
                        "E204",
                        "a rejection that leads nowhere",
                        "  pay_refund:\n",
                        "  «pay_refund:\n",
                        "{ rejected: hand_over, expired: hand_over }",
                        "{ expired: hand_over }"),
                broken(
                        "E204",
                        "an approval that may expire and leads nowhere",
                        "  pay_refund:\n",
                        "  «pay_refund:\n",
                        "{ rejected: hand_over, expired: hand_over }",
                        "{ rejected: hand_over }"),
                broken(
                        "E204",
                        "a reply that may be invalid and leads nowhere",
                        "  classify:\n",
                        "  «classify:\n",
                        "    save: intent                         # the reply must satisfy intent's schema\n    otherwise: { invalid: hand_over }\n",
                        "    save: intent\n"),
                broken("E205", "a misspelt case", "        complaint: hand_over", "        «complain: hand_over"),
                broken(
                        "E205",
                        "an outcome that cannot be",
                        "order.status}.\" }\n    next: done",
                        "order.status}.\" }\n    otherwise: { «invalid: hand_over }\n    next: done"),
                broken(
                        "E205",
                        "a model's refusal where none is asked",
                        "    retry: { max: 3, backoff: 1s..30s }\n    otherwise: { rejected: hand_over, expired: hand_over }\n",
                        "    retry: { max: 3, backoff: 1s..30s }\n    otherwise: { rejected: hand_over, expired: hand_over, «refused: hand_over }\n"),
                broken("E206", "an unknown function", "is ${order.status}.", "is ${«clipp(order.status, 3)}."),
                broken("E207", "a condition that is none", "risk: args.amount > 500", "risk: «args.amount"),
                broken("E208", "an argument of the wrong type", "{ id: \"${input.ticket.order_id}\" }", "{ id: «5 }"),
                broken("E208", "a missing argument", "with: { id: \"${input.ticket.order_id}\" }", "with: «{}"),
                broken(
                        "E208",
                        "a value of the wrong type",
                        "set: { reply: \"Order ${order.id} is ${order.status}.\" }",
                        "set: { reply: \"${«order.total}\" }"),
                broken("E203", "an object inside text", "is ${order.status}.", "is ${«order}."),
                broken(
                        "E208",
                        "an end without the output",
                        "done: { end: succeeded, output: { reply: \"${reply}\" } }",
                        "«done: { end: succeeded }"),
                broken("E208", "an output of the wrong type", "{ reply: \"${reply}\" } }", "{ reply: «5 } }"),
                broken(
                        "E209",
                        "an optional field",
                        "required: [id, customer, total, status]",
                        "required: [id, customer, total]",
                        "is ${order.status}.",
                        "is ${order.«status}."),
                broken(
                        "E210",
                        "an else that hides a member",
                        "        complaint: hand_over",
                        "      else: «hand_over"));
    }

    static List<Broken> bounds() {
        return List.of(
                broken(
                        "B301",
                        "a circle",
                        "  classify:\n",
                        "  «classify:\n",
                        "order ${order.id}.\" }\n    next: done",
                        "order ${order.id}.\" }\n    next: classify"),
                broken(
                        "B301",
                        "a state that follows itself",
                        "  confirm:\n",
                        "  «confirm:\n",
                        "order ${order.id}.\" }\n    next: done",
                        "order ${order.id}.\" }\n    next: [{ when: refund.amount > 1, to: confirm }, { to: done }]"),
                broken("B302", "visits that lead nowhere", "  read_refund:\n", "  read_refund:\n    «visits: 3\n"),
                broken("B303", "no limits", "flow: refund-desk", "flow: «refund-desk", LIMITS, ""));
    }

    static List<Broken> contexts() {
        return List.of(
                broken(
                        "C403",
                        "a read before the write on one path",
                        "title: Ticket ${input.ticket.id}",
                        "title: Ticket ${«order.id}"),
                broken(
                        "C403",
                        "a name that one path sets and another does not",
                        "  dropped: { end: failed, error: Nobody answered the ticket in time. }",
                        "  dropped: { end: failed, error: \"Nobody answered ${«intent}.\" }"),
                broken(
                        "C404",
                        "data that nothing writes",
                        "  order: { $ref",
                        "  «order: { $ref",
                        "    save: order\n",
                        ""),
                broken("C405", "a secret in a prompt", "from: order, only", "from: «secret.SHOP_TOKEN, only"),
                broken(
                        "C405",
                        "a secret shown to a person",
                        "title: Ticket ${input.ticket.id}",
                        "title: Ticket ${«secret.SHOP_TOKEN}"),
                broken("C406", "a slot that nothing fills", "        ${message}\n", "        ${«mesage}\n"));
    }

    static List<Broken> safety() {
        return List.of(
                broken(
                        "S501",
                        "a risky call that nobody approves",
                        "call: refund_payment",
                        "call: «refund_payment",
                        APPROVE,
                        ""),
                broken(
                        "S502",
                        "an approval without a time",
                        "    approve:   ",
                        "    «approve:   ",
                        "      within: 48h\n",
                        ""),
                broken("S502", "a question without a time", "    ask:\n", "    «ask:\n", "      within: 72h\n", ""),
                broken("S505", "an undeclared secret", "${secret.SHOP_TOKEN}", "${secret.«SHOP_TOKN}"));
    }

    static List<Broken> reliability() {
        return List.of(
                broken(
                        "R601",
                        "a retry of what is sent once",
                        "    delivery: idempotent                 # idempotent | at_most_once\n",
                        "",
                        "    retry: { max: 3, backoff: 1s..30s }\n    otherwise",
                        "    «retry: { max: 3, backoff: 1s..30s }\n    otherwise"),
                broken(
                        "R602",
                        "no route for a failure",
                        "  look_up_order:\n",
                        "  «look_up_order:\n",
                        "otherwise: { failed: hand_over }",
                        "otherwise: { limit: hand_over }"),
                broken(
                        "R603",
                        "retries longer than the run",
                        "    retry: { max: 3, backoff: 1s..30s }\n    timeout: 10s",
                        "    «retry: { max: 9, backoff: 1d..2d }\n    timeout: 10s"),
                broken(
                        "R604",
                        "a reply without a schema",
                        "  read_refund:\n    llm:\n",
                        "  read_refund:\n    «llm:\n",
                        "save: refund\n",
                        "save: { refund: \"${result}\" }\n"),
                broken("R605", "an unknown action", "call: get_order", "call: «get_ordr"),
                broken(
                        "R605",
                        "an unknown model",
                        "      model: fast                        #",
                        "      model: «fst                        #"),
                broken(
                        "R605",
                        "an unknown group",
                        "by: [support-lead]\n      within: 72h",
                        "by: [«support-leed]\n      within: 72h"));
    }

    @ParameterizedTest
    @MethodSource({"graph", "expressions", "bounds", "contexts", "safety", "reliability"})
    void oneMistakeGivesOneFinding(Broken broken) {
        String text = Desk.refundDesk();
        for (Edit edit : broken.edits()) {
            text = Desk.edit(text, edit.from(), edit.to());
        }
        Desk.of(text).gives(broken.code());
    }

    @Test
    void theRefundDeskIsClean() {
        Desk desk = Desk.of(Desk.refundDesk());
        desk.gives();
        assertNotNull(desk.flow("refund-desk"));
    }

    @Test
    void whatAModelMayDoIsRoutedAndTriedAgain() {
        Desk.of(Desk.refundDesk()
                        .replace(
                                "    repair: 2\n    save: intent",
                                "    repair: 2\n    retry: { max: 1, on: [empty, timeout] }\n    save: intent")
                        .replace(
                                "    save: refund\n    otherwise: { invalid: hand_over }",
                                "    save: refund\n    otherwise: { invalid: hand_over, refused: hand_over, cut_off: hand_over, "
                                        + "empty: hand_over, context_length: hand_over }"))
                .gives();
    }

    @Test
    void aFlowWithAnErrorDoesNotRun() {
        Desk desk = Desk.of(Desk.edit(Desk.refundDesk(), "next: classify", "next: clasify"));
        assertNull(desk.flow("refund-desk"));
    }

    @Test
    void aMisspeltNameIsMendedByItsSuggestion() {
        Diagnostic found = Desk.of(Desk.edit(Desk.refundDesk(), "next: classify", "next: clasify"))
                .findings()
                .getFirst();
        assertEquals("classify", found.suggestion());
        assertEquals("There is no state `clasify`.", found.message());
        assertEquals("/states/look_up_order/next", found.place().path());
    }

    @Test
    void twoMistakesGiveTwoFindings() {
        String text = Desk.edit(Desk.refundDesk(), "call: get_order", "call: «get_ordr");
        Desk.of(Desk.edit(text, "is ${order.status}.", "is ${order.«statu}.")).gives("R605", "E202");
    }

    @Test
    void aCommentSuppressesAnAdviceButNoSafetyError() {
        String advice = Desk.edit(Desk.refundDesk(), LIMITS, "");
        advice = Desk.edit(
                advice,
                "flow: refund-desk",
                "# signalbox: ignore B303 the workspace of the shop has limits\nflow: refund-desk");
        Desk.of(advice).gives();
        String safety = Desk.edit(Desk.refundDesk(), APPROVE, "");
        safety = Desk.edit(
                safety, "    call: refund_payment", "    # signalbox: ignore S501 trust me\n    call: refund_payment");
        List<Diagnostic> found = Desk.of(safety).findings();
        assertTrue(found.stream().anyMatch(d -> d.code().name().equals("S501")), () -> found.toString());
    }
}
