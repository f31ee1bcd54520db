package dev.signalbox.dsl.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Edit;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.diagnostic.Splice;
import dev.signalbox.dsl.yaml.LineMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a name is declared and used, what it is, and what becomes of it under another name. */
class NavigationTest {
    private final Shop shop = new Shop();

    /** The place of the first character behind {@code ‸} in a part of a file that stands there once. */
    private Span place(String path, String marked) {
        String part = marked.replace("‸", "");
        shop.replaced(path, part, part);
        int offset = shop.text(path).indexOf(part) + marked.indexOf('‸');
        return new LineMap(path, shop.text(path)).span(offset, offset);
    }

    private String line(Span span) {
        return shop.text(span.file()).split("\n")[span.line() - 1].strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "start: ‸look_up_order | look_up_order:",
                "refund_request: ‸read_refund | read_refund:",
                "    save: ‸intent | intent: {",
                "match: ‸intent | intent: {",
                "call: ‸get_order | get_order:",
                "model: ‸fast                        # | fast:",
                "edit: [‸refund.amount] | refund: {",
                "returns: { $ref: \"#/types/‸Order\" } | Order:",
                "${‸message}\\n      context:\\n        budget: 1500 | - { name: message",
            })
    void a_name_leads_to_its_declaration(String marked, String declared) {
        Span at = place(Shop.FLOW, marked.replace("\\n", "\n"));
        List<Span> found = new Navigation(shop.desk()).definitions(Shop.FLOW, at.line(), at.column());
        assertEquals(1, found.size(), marked);
        assertTrue(line(found.getFirst()).startsWith(declared), line(found.getFirst()));
    }

    @Test
    void a_tests_names_lead_to_its_flow() {
        Span at =
                place(Shop.TEST, "path: [‸look_up_order, classify, read_refund, pay_refund, confirm, done]\n      end");
        Span found = new Navigation(shop.desk())
                .definitions(Shop.TEST, at.line(), at.column())
                .getFirst();
        assertEquals(Shop.FLOW, found.file());
        assertEquals("look_up_order:", line(found));
    }

    private static String renamed(String text, List<Span> spans, String to) {
        return Splice.of(text, spans.stream().map(span -> new Edit(span, to)).toList());
    }

    @Test
    void a_state_is_renamed_in_its_flow_and_in_the_tests_that_say_it() {
        Span at = place(Shop.FLOW, "start: ‸look_up_order");
        var edits = assertInstanceOf(
                Renaming.Result.Edits.class,
                Renaming.rename(shop.desk(), Shop.FLOW, at.line(), at.column(), "find_order"));
        edits.places().forEach((path, spans) -> {
            String changed = renamed(shop.text(path), spans, edits.text());
            assertEquals(shop.text(path).replaceAll("\\blook_up_order\\b", "find_order"), changed);
        });
        assertEquals(2, edits.places().size());
    }

    @Test
    void a_name_of_data_is_renamed_inside_expressions_and_not_where_the_word_means_something_else() {
        Span at = place(Shop.FLOW, "    save: ‸refund\n");
        var edits = assertInstanceOf(
                Renaming.Result.Edits.class,
                Renaming.rename(shop.desk(), Shop.FLOW, at.line(), at.column(), "payback"));
        String changed = renamed(shop.text(Shop.FLOW), edits.places().get(Shop.FLOW), edits.text());
        assertTrue(changed.contains("amount: \"${payback.amount}\""), changed);
        assertTrue(changed.contains("edit: [payback.amount]"), changed);
        assertTrue(changed.contains("call: refund_payment"), changed);
        assertTrue(changed.contains("  payback: { $ref: \"#/types/Refund\" }"), changed);
    }

    @ParameterizedTest
    @CsvSource({"classify", "2fast", "a b", "''"})
    void a_taken_or_impossible_name_is_refused(String name) {
        Span at = place(Shop.FLOW, "start: ‸look_up_order");
        assertInstanceOf(
                Renaming.Result.Refused.class, Renaming.rename(shop.desk(), Shop.FLOW, at.line(), at.column(), name));
    }

    @Test
    void a_word_of_the_expression_language_is_no_name_of_data() {
        Span at = place(Shop.FLOW, "    save: ‸refund\n");
        assertInstanceOf(
                Renaming.Result.Refused.class,
                Renaming.rename(shop.desk(), Shop.FLOW, at.line(), at.column(), "input"));
    }

    @Test
    void nothing_is_renamed_while_an_expression_that_says_the_name_cannot_be_read() {
        shop.with(Shop.FLOW, shop.text(Shop.FLOW).replace("\"${refund.amount}\"", "\"${refund.amount +}\""));
        Span at = place(Shop.FLOW, "    save: ‸refund\n");
        assertInstanceOf(
                Renaming.Result.Refused.class,
                Renaming.rename(shop.desk(), Shop.FLOW, at.line(), at.column(), "payback"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "order: \"${order.‸id}\" | `order.id`: text",
                "match: ‸intent | `intent`: one of 'refund_request'",
                "start: ‸look_up_order | State `look_up_order`",
                "call: ‸get_order | Action `get_order`: read",
                "model: ‸fast                        # | Model `fast`: openai",
                "    ‸retry: { max: 3, backoff: 1s..30s }\\n    timeout: 10s | **retry**",
            })
    void what_stands_at_a_place_is_told(String marked, String told) {
        Span at = place(Shop.FLOW, marked.replace("\\n", "\n"));
        Hover hover = Hover.at(shop.desk(), Shop.FLOW, at.line(), at.column());
        assertNotNull(hover, marked);
        assertTrue(hover.text().contains(told), hover.text());
    }

    @Test
    void the_rule_that_a_comment_suppresses_is_told() {
        shop.with(Shop.FLOW, "# signalbox: ignore C408 on purpose\n" + shop.text(Shop.FLOW));
        Hover hover = Hover.at(shop.desk(), Shop.FLOW, 1, 24);
        assertNotNull(hover);
        assertTrue(hover.text().startsWith("**C408**"), hover.text());
    }

    @Test
    void an_outline_names_the_states_with_their_verbs() {
        Outline states = Outline.of(Shop.FLOW, shop.text(Shop.FLOW)).stream()
                .filter(part -> part.name().equals("states"))
                .findFirst()
                .orElseThrow();
        assertEquals("look_up_order", states.parts().getFirst().name());
        assertEquals("call: get_order", states.parts().getFirst().detail());
    }
}
