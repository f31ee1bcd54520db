package dev.signalbox.dsl.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is proposed in a file that is being written: {@code ‸} is the cursor, and the text need not parse. */
class CompletionTest {
    private static final String ARGUMENT = "with: { id: \"${input.ticket.order_id}\" }";
    private static final String NEXT = "    next: classify\n";
    private static final String REPLY = "set: { reply: \"Order ${order.id} is ${order.status}.\" }";

    private final Shop shop = new Shop();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with: { id: \"${input.ticket.‸}\" }",
                "with: { id: \"${input.ticket.‸",
                "with: { id: \"${input.ticket.‸\" }",
                "with: { id: \"${input.ticket.or‸\" }",
                "with: { id: \"${input.ticket.or‸der_id}\" }",
                "with: { id: '${input.ticket.‸",
                "with:\n      id: ${input.ticket.‸",
                "with:\n      id: \"${ clip(input.ticket.‸, 3) }\"",
                "with: { id: \"${input.ticket.id + input.ticket.‸",
                "with: { id: \"${has(order) ? '' : input.ticket.‸"
            })
    void fields_are_offered_with_their_types_however_little_is_closed(String written) {
        Map<String, Proposal> found = Shop.byLabel(shop.writing(Shop.FLOW, ARGUMENT, written));
        for (String field : List.of("id", "order_id", "message")) {
            assertEquals("text", found.get(field).detail(), found.toString());
        }
    }

    @Test
    void what_is_taken_replaces_the_word_at_the_cursor_and_nothing_else() {
        String text = shop.replaced(Shop.FLOW, ARGUMENT, "with: { id: \"${input.ticket.or‸d}\" }");
        Proposal order = Shop.byLabel(shop.at(Shop.FLOW, text)).get("order_id");
        assertEquals(shop.text(Shop.FLOW), Shop.taken(text, order));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    next: ‸\n",
                "    next:‸\n",
                "    next: cla‸\n",
                "    next:\n      ‸\n",
                "    next:\n      - when: order.total > 5\n        to: ‸\n",
                "    next: [ { when: order.total > 5, to: ‸\n",
                "    next: { match: order.status, cases: { paid: ‸\n",
                "    otherwise: { failed: ‸\n",
                "    otherwise: { failed: { to: ‸ } }\n    next: done\n"
            })
    void states_are_offered_wherever_one_is_named(String written) {
        List<String> found = Shop.labels(shop.writing(Shop.FLOW, "    timeout: 10s\n" + NEXT, written));
        assertTrue(found.containsAll(List.of("classify", "hand_over", "done")), found.toString());
    }

    @Test
    void a_name_behind_a_colon_gets_its_space() {
        String text = shop.replaced(Shop.FLOW, NEXT, "    next:‸\n");
        Proposal classify = Shop.byLabel(shop.at(Shop.FLOW, text)).get("classify");
        assertEquals(shop.text(Shop.FLOW), Shop.taken(text, classify));
    }

    @Test
    void names_that_are_not_written_on_every_way_come_with_a_doubt_until_they_are_guarded() {
        Map<String, Proposal> found = Shop.byLabel(shop.writing(Shop.FLOW, REPLY, "set: { reply: \"${‸"));
        assertFalse(found.get("order").doubtful());
        assertTrue(found.get("refund").doubtful());
        found = Shop.byLabel(shop.writing(Shop.FLOW, REPLY, "set: { reply: \"${has(refund) && ‸"));
        assertFalse(found.get("refund").doubtful());
        assertTrue(found.get("reply").doubtful());
        found = Shop.byLabel(shop.writing(Shop.FLOW, REPLY, "set: { reply: \"${!has(refund) || ‸"));
        assertFalse(found.get("refund").doubtful());
        found = Shop.byLabel(shop.writing(Shop.FLOW, REPLY, "set: { reply: \"${has(refund) ? refund.reason : ‸"));
        assertTrue(found.get("refund").doubtful());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next: [ { when: order.status == ‸       | paid | 'paid'",
                "next: [ { when: \"order.status == '‸    | paid | paid",
                "next: [ { when: \"order.status != ‸\"   | paid | 'paid'",
                "next: [ { when: \"order.status in ['paid', ‸ | shipped | 'shipped'",
            },
            quoteCharacter = '~')
    void beside_a_comparison_the_members_of_an_enum(String written, String label, String insert) {
        Map<String, Proposal> found = Shop.byLabel(shop.writing(Shop.FLOW, NEXT.strip(), written));
        assertEquals(insert, found.get(label).insert(), found.toString());
    }

    @Test
    void cases_are_the_members_that_have_none_yet() {
        assertEquals(
                List.of("complaint"),
                Shop.labels(shop.writing(Shop.FLOW, "        complaint: hand_over\n", "        ‸\n")));
    }

    @Test
    void keys_by_their_place_with_what_they_mean_and_not_those_that_are_there() {
        Map<String, Proposal> found = Shop.byLabel(shop.writing(Shop.FLOW, NEXT, "    ‸\n" + NEXT));
        assertTrue(found.containsKey("visits"), found.toString());
        assertFalse(found.containsKey("call"), "it is there");
        assertFalse(found.containsKey("llm"), "a state has one verb");
        assertFalse(found.get("visits").text().isEmpty());
    }

    @Test
    void a_new_state_begins_with_its_verb_and_what_that_needs() {
        List<Proposal> found = shop.writing(Shop.FLOW, "  classify:\n", "  fresh:\n    ‸\n\n  classify:\n");
        Proposal ask = Shop.byLabel(found).get("ask");
        assertTrue(ask.snippet());
        assertTrue(ask.insert().contains("within"), ask.insert());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "with: { id: \"${input.ticket.order_id}\" } | with: { ‸ } | id",
                "with: { id: \"${input.ticket.order_id}\" } | with: {‸ | id",
                "save: order | save: ‸ | intent",
                "model: fast                        # | model: ‸ # | fast",
                "delivery: idempotent | delivery: ‸ | at_most_once",
                "start: look_up_order | start: ‸ | classify",
                "start: look_up_order | sta‸ | start",
                "order: { $ref: \"#/types/Order\" } | order: { $ref: ‸ } | #/types/Order",
                "order: { $ref: \"#/types/Order\" } | order: { $ref: \"#/ty‸ | #/types/Order",
                "order: { $ref: \"#/types/Order\" } | order: { type: ‸ } | integer",
                "required: [amount, reason] | required: [amount, ‸ | reason",
                "risk: args.amount > 500 | risk: args.‸ | amount",
                "url: \"${env.SHOP_URL}/refunds\" | url: \"${env.‸ | SHOP_URL",
                "set: { reply: \"Order ${order.id} is ${order.status}.\" } | set: { ‸ | reply",
                "output: { reply: \"${reply}\" } | output: { ‸ } | reply",
                "edit: [refund.amount] | edit: [refund.‸] | reason",
            })
    void names_by_their_place(String part, String written, String label) {
        List<String> found = Shop.labels(shop.writing(Shop.FLOW, part, written));
        assertTrue(found.contains(label), found.toString());
    }

    @Test
    void a_prompt_names_what_its_context_loads() {
        assertEquals(
                List.of("message"),
                Shop.labels(shop.writing(
                        Shop.FLOW,
                        "        ${message}\n      context:\n        budget: 1500",
                        "        ${‸\n      context:\n        budget: 1500")));
    }

    @Test
    void one_broken_entry_costs_no_other() {
        String broken = shop.text(Shop.FLOW).replace("    save: refund\n", "    save: [refund\n");
        shop.with(Shop.FLOW, broken);
        List<String> found = Shop.labels(shop.writing(Shop.FLOW, ARGUMENT, "with: { id: \"${input.ticket.‸"));
        assertTrue(found.contains("order_id"), found.toString());
    }

    @Test
    void a_test_file_knows_its_flow() {
        String path = "path: [look_up_order, classify, read_refund, pay_refund, confirm, done]\n      end: succeeded";
        List<String> found = Shop.labels(shop.writing(Shop.TEST, path, "path: [look_up_order, ‸"));
        assertTrue(found.contains("classify"), found.toString());
    }

    @Test
    void a_broken_workspace_file_still_names_what_can_be_read_of_it() {
        shop.with(Shop.WORKSPACE, shop.text(Shop.WORKSPACE) + "\nretention: { payloads: [\n");
        List<String> found = Shop.labels(shop.writing(Shop.FLOW, "model: fast                        #", "model: ‸ #"));
        assertTrue(found.contains("fast"), found.toString());
    }

    @Test
    void nothing_is_offered_in_a_comment() {
        assertEquals(List.of(), shop.writing(Shop.FLOW, NEXT, "    # ne‸\n" + NEXT));
    }

    @Test
    void nothing_is_thrown_wherever_the_cursor_stands_and_whatever_is_cut_off() {
        long seed = Long.getLong("assist.seed", 20261127);
        Random random = new Random(seed);
        for (String path : List.of(Shop.FLOW, Shop.TEST, Shop.WORKSPACE)) {
            String text = shop.text(path);
            Desk desk = shop.desk();
            for (int i = 0; i < 60; i++) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(30));
                String cut = text.substring(0, from) + text.substring(to);
                try {
                    for (Proposal proposal : Completion.at(desk, path, cut, from)) {
                        assertTrue(
                                proposal.from() <= from && from <= proposal.to() && proposal.to() <= cut.length(),
                                () -> "seed " + seed + ": " + proposal);
                    }
                } catch (RuntimeException thrown) {
                    throw new AssertionError("seed " + seed + ": " + path + " without " + from + " to " + to, thrown);
                }
            }
        }
    }

    @Test
    void every_name_that_is_offered_for_a_next_state_gives_a_file_that_parses() {
        for (String written : List.of("    next: ‸\n", "    next:‸\n", "    next: x‸y\n")) {
            String text = shop.replaced(Shop.FLOW, NEXT, written);
            for (Proposal proposal : shop.at(Shop.FLOW, text)) {
                assertTrue(YamlReader.read("f", Shop.taken(text, proposal)).root() != null, proposal::toString);
            }
        }
    }
}
