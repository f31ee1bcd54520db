package dev.signalbox.dsl.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small edits of the refund desk, and what is told of each. */
class FlowDiffTest {
    private static final String DESK = Edits.refundDesk();

    /** An edit that means nothing. */
    static Stream<String> rewritten() {
        return Stream.of(
                "# a comment\n" + DESK,
                Edits.edit(
                        DESK,
                        "with: { id: \"${input.ticket.order_id}\" }",
                        "with:\n      id: ${ input . ticket.order_id }"),
                Edits.edit(DESK, "risk: args.amount > 500", "risk: (args.amount)>500"),
                Edits.edit(DESK, "within: 48h", "within: 2d"),
                Edits.edit(
                        DESK,
                        "order: { $ref: \"#/types/Order\" }\n",
                        "order:\n    type: object\n    required: [status, id, customer, total]\n    properties:\n      status: { enum: [refunded, paid, shipped, delivered] }\n      id: { type: string }\n      customer: { type: string }\n      total: { type: number }\n"),
                Edits.edit(
                        DESK,
                        "amount: { type: number, minimum: 0, maximum: 5000 }",
                        "amount: { maximum: 5000.0, type: number, minimum: 0.0 }"),
                Edits.edit(
                        DESK,
                        "    retry: { max: 3, backoff: 1s..30s }\n    timeout: 10s\n",
                        "    timeout: 10000ms\n    retry: { backoff: 1s..30s, max: 3 }\n"),
                Edits.edit(
                        DESK,
                        "      repair: 2\n    save: intent",
                        "      repair: 2\n      examples: []\n    save: intent"),
                Edits.edit(
                        DESK,
                        "show: [order, refund, input.ticket.message]",
                        "show: [refund, order, input.ticket.message]"),
                Edits.edit(
                                DESK,
                                "  confirm:\n    set: { reply: \"We refunded ${refund.amount} on order ${order.id}.\" }\n    next: done\n\n",
                                "")
                        .replace(
                                "  dropped: {",
                                "  confirm:\n    set: { reply: \"We refunded ${refund.amount} on order ${order.id}.\" }\n    next: done\n\n  dropped: {"));
    }

    @ParameterizedTest
    @MethodSource("rewritten")
    void what_only_is_written_otherwise_is_no_change(String text) {
        assertEquals(List.of(), Edits.changes(DESK, text));
    }

    @Test
    void a_text_that_moved_into_a_file_is_no_change() {
        String moved = Edits.edit(
                DESK, "system: You sort customer messages for a shop's support desk.", "system: { file: sort.md }");
        Map<String, String> files = Map.of("sort.md", "You sort customer messages for a shop's support desk.");
        assertEquals(List.of(), FlowDiff.of(Edits.version(DESK), Edits.version(moved, files), true));
    }

    /** An edit, and what is told of it. */
    record Row(String what, String from, String to, List<String> told) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Row row(String what, String from, String to, String... told) {
        return new Row(what, from, to, List.of(told));
    }

    static Stream<Row> edits() {
        return Stream.of(
                row("a version", "version: 1.0.0", "version: 1.1.0", "wording-changed refund-desk"),
                row("a title", "title: Refund desk", "title: The refund desk", "wording-changed refund-desk"),
                row("a limit raised", "llm_calls: 6", "llm_calls: 9", "bound-raised limits"),
                row("a limit lowered", "duration: 7d", "duration: 6d", "bound-lowered limits"),
                row("a limit gone", ", cost_usd: 0.20", "", "bound-raised limits"),
                row("the key", "key: ${input.ticket.id}", "key: ${input.ticket.order_id}", "key-changed refund-desk"),
                row("the start", "start: look_up_order", "start: classify", "start-moved refund-desk"),
                row(
                        "a shared route",
                        "otherwise: { failed: hand_over }",
                        "otherwise: { failed: dropped }",
                        "route-retargeted otherwise"),
                row(
                        "an input",
                        "message: { type: string, maxLength: 4000 }",
                        "message: { type: string, maxLength: 400 }",
                        "signature-narrowed input"),
                row(
                        "an enum of data",
                        "[refund_request, status_inquiry, complaint]",
                        "[refund_request, status_inquiry, complaint, other]",
                        "data-widened intent"),
                row("data that a write takes", "maximum: 5000", "maximum: 50000", "risky-value-widened refund"),
                row(
                        "data that no write takes",
                        "reason: { type: string, maxLength: 400 }",
                        "reason: { type: string, maxLength: 40 }",
                        "data-narrowed refund"),
                row(
                        "redaction",
                        "reply: { type: string, maxLength: 2000 }",
                        "reply: { type: string, maxLength: 2000, redact: true }",
                        "redaction-added reply"),
                row(
                        "a risk's bound",
                        "risk: args.amount > 500",
                        "risk: args.amount > 1000",
                        "action-weakened refund_payment"),
                row(
                        "a risk's bound down",
                        "risk: args.amount > 500",
                        "risk: args.amount > 50",
                        "action-strengthened refund_payment"),
                row(
                        "a risk's condition",
                        "risk: args.amount > 500",
                        "risk: args.order == 'x'",
                        "action-risk-changed refund_payment"),
                row("calls of a run", "per_run: 3", "per_run: 4", "action-weakened refund_payment"),
                row(
                        "where a write goes",
                        "url: \"${env.SHOP_URL}/refunds\"",
                        "url: \"${env.SHOP_URL}/refund\"",
                        "action-target-changed refund_payment"),
                row("a timeout", "timeout: 10s", "timeout: 20s", "bound-raised look_up_order"),
                row("a transition", "save: order\n", "save: order\n    note: kept\n", "wording-changed look_up_order"),
                row(
                        "a target",
                        "timeout: 10s\n    next: classify",
                        "timeout: 10s\n    next: hand_over",
                        "transition-retargeted look_up_order"),
                row("a case", "complaint: hand_over", "complaint: write_status", "transition-retargeted classify"),
                row(
                        "a case for an else",
                        "        complaint: hand_over",
                        "      else: hand_over",
                        "transition-added classify",
                        "transition-removed classify"),
                row(
                        "branches",
                        "on order ${order.id}.\" }\n    next: done",
                        "on order ${order.id}.\" }\n    next: [{ when: refund.amount > 10, to: write_status }, { to: done }]",
                        "transition-added confirm"),
                row(
                        "a route of a state",
                        "{ rejected: hand_over, expired: hand_over }",
                        "{ rejected: hand_over }",
                        "route-removed pay_refund"),
                row(
                        "a refusal that goes on",
                        "{ rejected: hand_over, expired: hand_over }",
                        "{ rejected: confirm, expired: hand_over }",
                        "refusal-goes-on pay_refund",
                        "route-retargeted pay_refund"),
                row(
                        "a model",
                        "model: fast                        # a name from signalbox.yaml",
                        "model: slow",
                        "model-changed classify"),
                row(
                        "a prompt",
                        "Which kind of request is this message?",
                        "What does this message ask for?",
                        "prompt-changed classify"),
                row(
                        "a system prompt gone",
                        "      system: You sort customer messages for a shop's support desk.\n",
                        "",
                        "prompt-changed classify"),
                row("a budget", "budget: 1500", "budget: 1400", "bound-lowered classify"),
                row("an item", "format: yaml, max: 200", "format: json, max: 300", "context-item-changed read_refund"),
                row(
                        "a value",
                        "We refunded ${refund.amount}",
                        "We have refunded ${refund.amount}",
                        "values-changed confirm"),
                row(
                        "arguments",
                        "amount: \"${refund.amount}\" }\n    approve",
                        "amount: \"${refund.amount * 2}\" }\n    approve",
                        "arguments-changed pay_refund"),
                row(
                        "who may answer",
                        "by: [support-lead]\n      within: 72h",
                        "within: 72h",
                        "answerers-widened hand_over"),
                row("a state", "  dropped: {", "  hold_on: { next: done }\n\n  dropped: {", "state-added hold_on"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void an_edit_is_told_as_what_it_is(Row row) {
        String edited = Edits.edit(DESK, row.from(), row.to());
        List<Change> changes = Edits.changes(DESK, edited);
        assertEquals(row.told(), Edits.told(changes), () -> changes.toString());
        assertEquals(Edits.mirrored(changes), Edits.placed(Edits.changes(edited, DESK)), "the other way round");
    }

    /** Each makes an approval weaker. */
    static Stream<Row> weakenings() {
        String approve = DESK.substring(
                DESK.indexOf("    approve:"),
                DESK.indexOf("    retry: { max: 3, backoff: 1s..30s }\n    otherwise: { rejected"));
        String strict = "show: [order, refund, input.ticket.message]";
        return Stream.of(
                row("approve is gone", approve, "", "approval-removed pay_refund"),
                row(
                        "anyone",
                        "      by: [support-lead]\n      within: 48h",
                        "      within: 48h",
                        "approval-weakened pay_refund"),
                row(
                        "others too",
                        "by: [support-lead]\n      within: 48h",
                        "by: [support-lead, sam]\n      within: 48h",
                        "approval-weakened pay_refund"),
                row(
                        "others",
                        "by: [support-lead]\n      within: 48h",
                        "by: [sam]\n      within: 48h",
                        "approval-changed pay_refund"),
                row("later", "within: 48h", "within: 72h", "approval-weakened pay_refund"),
                row("at any time", "      within: 48h\n", "", "approval-weakened pay_refund"),
                row(
                        "more to edit",
                        "edit: [refund.amount]",
                        "edit: [refund.amount, refund.reason]",
                        "approval-weakened pay_refund"),
                row("less shown", strict, "show: [order, refund]", "approval-weakened pay_refund"),
                row("low risk", "risk: args.amount > 500", "risk: low", "action-weakened refund_payment"),
                row(
                        "a read",
                        "effect: write\n    delivery: idempotent                 # idempotent | at_most_once\n",
                        "effect: read\n",
                        "action-weakened refund_payment"),
                row(
                        "as often as it likes",
                        "    per_run: 3                           # never more calls than this in one run\n",
                        "",
                        "action-weakened refund_payment"));
    }

    @ParameterizedTest
    @MethodSource("weakenings")
    void every_weakening_of_an_approval_is_told_as_safety(Row row) {
        weaker(DESK, Edits.edit(DESK, row.from(), row.to()), row.told());
    }

    private static void weaker(String before, String after, List<String> told) {
        List<Change> changes = Edits.changes(before, after);
        assertEquals(told, Edits.told(changes), () -> changes.toString());
        assertEquals(Weight.SAFETY, changes.getFirst().weight());
        assertNotNull(changes.getFirst().before());
        assertNotNull(changes.getFirst().after());
        assertEquals(Edits.mirrored(changes), Edits.placed(Edits.changes(after, before)), "the other way round");
    }

    /** Of an approval with everything in it, each key by itself. */
    @Test
    void every_key_of_an_approval_counts() {
        List<String> keys = List.of(
                "count: 2",
                "not: requester",
                "use_within: 1h",
                "require: refund.amount <= order.total",
                "recheck: order.status == 'delivered'",
                "note: required");
        String strict = Edits.edit(
                DESK, "edit: [refund.amount]", "edit: [refund.amount]\n      " + String.join("\n      ", keys));
        for (String key : keys) {
            weaker(strict, Edits.edit(strict, "      " + key + "\n", ""), List.of("approval-weakened pay_refund"));
        }
        weaker(strict, Edits.edit(strict, "count: 2", "count: 1"), List.of("approval-weakened pay_refund"));
        weaker(strict, Edits.edit(strict, "use_within: 1h", "use_within: 2h"), List.of("approval-weakened pay_refund"));
        weaker(
                strict,
                Edits.edit(
                        strict, "require: refund.amount <= order.total", "require: refund.amount <= 2.0 * order.total"),
                List.of("approval-changed pay_refund"));
    }

    @Test
    void a_write_that_nobody_is_asked_about_is_told() {
        String added = Edits.edit(
                DESK,
                "actions:                                 # the deterministic code this flow may call\n",
                "actions:\n  note:\n    echo: {}\n    args: { type: object }\n    effect: write\n    risk: low\n",
                "  dropped: {",
                "  write_down: { call: note, with: {}, next: done }\n\n  dropped: {");
        assertEquals(
                List.of("action-added note", "state-added write_down", "write-added write_down"),
                Edits.told(Edits.changes(DESK, added)));
    }

    @Test
    void what_follows_from_a_rename_is_not_told() {
        String state = DESK.replace("read_refund", "understand_refund");
        assertEquals(List.of("state-renamed understand_refund"), Edits.told(Edits.changes(DESK, state)));

        String data = DESK.replace("  refund: {", "  payback: {")
                .replace("save: refund\n", "save: payback\n")
                .replace("${refund.amount}", "${payback.amount}")
                .replace("[order, refund, ", "[order, payback, ")
                .replace("[refund.amount]", "[payback.amount]");
        assertEquals(List.of("data-renamed payback"), Edits.told(Edits.changes(DESK, data)));

        String action = DESK.replace("refund_payment", "pay_back");
        assertEquals(List.of("action-renamed pay_back"), Edits.told(Edits.changes(DESK, action)));
    }

    @Test
    void a_state_that_was_renamed_and_changed_is_told_as_both() {
        String both = Edits.edit(
                DESK.replace("read_refund", "understand_refund"), "format: yaml, max: 200", "format: yaml, max: 250");
        assertEquals(
                List.of("context-item-changed understand_refund", "state-renamed understand_refund"),
                Edits.told(Edits.changes(DESK, both)));
    }

    @Test
    void two_unlike_states_are_not_taken_for_one() {
        String other = DESK.replace("write_status", "shout")
                .replace(
                        "set: { reply: \"Order ${order.id} is ${order.status}.\" }\n    next: done",
                        "wait: { for: 5m }\n    next: dropped");
        List<String> told = Edits.told(Edits.changes(DESK, other));
        assertTrue(told.containsAll(List.of("state-added shout", "state-removed write_status")), told.toString());
    }

    @Test
    void the_change_of_a_prompt_has_both_texts() {
        String after = Edits.edit(DESK, "Which kind of request is this message?", "What does it ask for?");
        Change.Texts texts = Edits.changes(DESK, after).getFirst().texts();
        assertNotNull(texts);
        assertTrue(texts.before().contains("Which kind") && texts.after().contains("ask for"), texts.toString());
    }

    @Test
    void nothing_changed_from_a_flow_to_itself() {
        for (String sample : List.of("refund-desk", "deploy-bot", "calculator", "rollback")) {
            assertEquals(List.of(), Edits.changes(Edits.sample(sample), Edits.sample(sample)), sample);
        }
    }

    /** Whole flows against each other: the most that can change at once. */
    @Test
    void the_other_way_round_every_change_is_its_mirror() {
        List<String> texts = new ArrayList<>(List.of(DESK));
        List.of("refund-desk", "deploy-bot", "calculator", "rollback").forEach(name -> texts.add(Edits.sample(name)));
        for (String before : texts) {
            for (String after : texts) {
                List<Change> changes = Edits.changes(before, after);
                assertEquals(Edits.mirrored(changes), Edits.placed(Edits.changes(after, before)));
            }
        }
    }
}
