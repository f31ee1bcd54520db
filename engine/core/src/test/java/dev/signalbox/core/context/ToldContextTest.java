package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.value.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts as flow files write them, through the real reader, checker, expressions and token counter. */
class ToldContextTest {
    private static final String ORDER = """
            {"order": {"id": "O9", "total": 850.0, "lines": [
              {"sku": "A1", "count": 2, "note": "blue"}, {"sku": "B2", "count": 1, "note": "red"}]}}""";

    // Redacted data.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iban",
                "account.iban",
                "'pay to ' + iban",
                "size(iban) > 3 ? 'long' : 'short'",
                "phones.map(p, p + '!')",
                "{'inside': [pin]}"
            })
    void an_expression_cannot_read_redacted_data(String expression) {
        Told told = Told.load("- { name: it, from: \"" + expression + "\" }")
                .with("iban", "\"DE02120300000000202051\"")
                .with("pin", "4711")
                .with("account", "{\"iban\": \"DE02120300000000202051\"}")
                .with("phones", "[\"+49 30 1234\"]");

        assertEquals("Go on.", told.said().strip());
        assertEquals(Reason.REDACTED, told.entry("it").reason());
        assertEquals("redact", told.entry("it").rule().text());
    }

    /** What a redacted name holds, what another text says, and what of it may be said. */
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "iban; 'DE02 1203'; 'pay DE02 1203 now, DE02 1203!'; 'pay [redacted] now, [redacted]!'",
                "account; '{\"iban\": \"DE02 1203\", \"owner\": \"Ada L\"}'; 'Ada L has DE02 1203'; '[redacted] has [redacted]'",
                "phones; '[\"030 1234\", \"030 1234 56\"]'; 'call 030 1234 56'; 'call [redacted]'",
                "pin; 4711; 'pin 4711, not 14711 or 47110'; 'pin [redacted], not 14711 or 47110'",
                "pin; 7; 'pin 7'; 'pin 7'",
                "pin; -4711; 'at -4711'; 'at [redacted]'",
                "tag; vip; 'vip or not'; 'vip or not'",
                "tag; vip; vip; '[redacted]'",
                "tag; ''; 'nothing is hidden'; 'nothing is hidden'"
            })
    void a_redacted_value_is_struck_out_of_other_texts(String name, String value, String text, String said) {
        String json =
                value.startsWith("{") || value.startsWith("[") || name.equals("pin") ? value : JsonText.write(value);
        Told told = Told.load("- { name: it, from: note }").with(name, json).with("note", JsonText.write(text));

        assertEquals("Go on.\n\nit:\n" + said, told.said().strip());
        boolean struck = said.contains("[redacted]");
        assertEquals(struck ? Reason.REDACTED : Reason.FITS, told.entry("it").reason());
        assertEquals(struck ? Verdict.CLEARED : Verdict.KEPT, told.entry("it").verdict());
    }

    @Test
    void a_redacted_value_is_struck_out_of_lists_objects_numbers_and_keys() {
        Told told = Told.load("- { name: it, from: input, format: json }")
                .with("pin", "4711")
                .with("iban", "\"DE021203\"")
                .with(
                        "input",
                        "{\"names\": [\"DE021203\", \"Ada\"], \"pins\": [4711, 4711.0, 4712, true, null],"
                                + " \"by\": {\"DE021203\": 1}}");

        assertEquals(
                "{\"names\":[\"[redacted]\",\"Ada\"],\"pins\":[\"[redacted]\",\"[redacted]\",4712,true,null],"
                        + "\"by\":{\"[redacted]\":1}}",
                told.said().lines().skip(3).findFirst().orElseThrow());
    }

    /** Each state that writes a redacted name: as a whole, as a part, by `set`, beside a call, in a branch. */
    @ParameterizedTest
    @ValueSource(strings = {"fetch", "open", "keep", "look", "many"})
    void the_event_that_saved_a_redacted_name_shows_no_value(String state) {
        Told told = Told.load("- { name: history, events: all }").call(state, "1", "\"x7 once was the value\"");

        assertEquals(state + ": get {\"id\":\"1\"} -> result: [redacted]", last(told));
        assertEquals(Verdict.CLEARED, eventEntry(told, 1).verdict());
        assertEquals(Reason.REDACTED, eventEntry(told, 1).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWER, answer: [redacted]",
        "EVENT, event: [redacted]",
        "ERROR, error: broke",
        "DECISION, decision: broke"
    })
    void only_what_could_be_the_value_is_hidden(Recorded.Kind kind, String said) {
        Told told = Told.load("- { name: history, events: all }").record("fetch", kind, null, "\"broke\"");
        assertEquals("fetch " + said, last(told));
    }

    @Test
    void a_value_that_was_saved_before_stays_struck_out_after_it_was_overwritten() {
        Told told = Told.load("- { name: history, events: [plain] }")
                .with("iban", "\"DE99\"")
                .call("fetch", "1", "\"DE021203\"")
                .call("plain", "DE021203", "\"sent to DE021203 and DE99\"");
        assertEquals("plain: get {\"id\":\"[redacted]\"} -> result: sent to [redacted] and [redacted]", last(told));
    }

    @Test
    void a_branch_beside_a_redacted_one_does_not_redact_its_own_words() {
        Told told = Told.load("- { name: it, from: note }")
                .call("many", "4", "\"quite harmless\"")
                .with("note", "\"quite harmless\"");
        assertTrue(told.said().contains("quite harmless"));
    }

    @Test
    void a_summary_that_names_a_redacted_value_is_struck_out() {
        Told told = Told.load("""
                - name: history
                  events: all
                  max: 60
                  evict: [{ summarise: { model: tiny, into: 30 } }, drop_oldest]
                """);
        for (int i = 0; i < 6; i++) {
            told.call("plain", "n" + i, "\"" + "some words of a result ".repeat(4) + "\"");
        }
        ContextResult.Needs needs = assertInstanceOf(ContextResult.Needs.class, told.compile());
        assertEquals("tiny", needs.model().value());
        assertEquals(6, needs.upTo());
        told.summary(needs, "six calls for DE021203").with("iban", "\"DE021203\"");

        assertTrue(told.said().contains("earlier: six calls for [redacted]"), told.said());
    }

    // What the reply may be.

    @Test
    void among_is_an_enum_of_a_computed_list_in_its_order() {
        Told told = Told.of("prompt: Who?\namong: input.names.filter(n, n != 'Bob')\n")
                .with("input", "{\"names\": [\"Zoe\", \"Bob\", \"Ada\", \"Zoe\"]}");
        assertEquals(Map.of("enum", List.of("Zoe", "Ada")), told.ready().schema());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "input.names; '{\"names\": []}'; `among` is empty",
                "'[iban]'; '{}'; ",
                "input.names; '{\"names\": [\"Ada\", \"to DE021203\"]}'; a member of `among` holds redacted data",
                "'input.names.map(n, n.size() / 0 == 1 ? n : n)'; '{\"names\": [\"Ada\"]}'; "
            })
    void among_that_leaves_no_honest_choice_fails_the_question(String among, String input, String message) {
        Told told = Told.of("prompt: Who?\namong: \"" + among + "\"\n")
                .with("input", input)
                .with("iban", "\"DE021203\"");
        ContextResult.Failed failed = assertInstanceOf(ContextResult.Failed.class, told.compile());
        assertEquals("among", failed.item());
        assertFalse(failed.message().isBlank() || failed.message().contains("DE021203"), failed.message());
        if (message != null) {
            assertEquals(message, failed.message());
        }
    }

    // Formats and projection.

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "text; '[id, total]'; 'it:|id: O9|total: 850'",
                "yaml; '[lines]'; 'it:|lines:|  - sku: A1|    count: 2|    note: blue|  - sku: B2|    count: 1|    note: red'",
                "json; '[id]'; 'it:|{\"id\":\"O9\"}'",
                "xml; '[total, id]'; '<it>|total: 850|id: O9|</it>'"
            })
    void formats_and_projections_are_what_the_file_says(String format, String only, String said) {
        Told told = Told.load("- { name: it, from: input.order, only: " + only + ", format: " + format + " }")
                .with("input", ORDER);
        assertEquals("Go on.\n\n" + said.replace('|', '\n'), told.said().strip());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "text; 'plain: get {\"id\":\"1\"} -> result: two words'",
                "json; '{\"state\":\"plain\",\"call\":\"get\",\"args\":{\"id\":\"1\"},\"result\":\"two words\"}'",
                "yaml; '- state: plain|  call: get|  args:|    id: \"1\"|  result: two words'",
                "xml; '<event state=\"plain\">|call: get|args:|  id: \"1\"|result: two words|</event>'"
            })
    void an_event_is_written_in_the_items_format(String format, String said) {
        Told told = Told.load("- { name: h, events: all, format: " + format + " }")
                .record(
                        "plain",
                        Recorded.Kind.RESULT,
                        new java.util.TreeMap<>(Map.of("action", "get", "args", Map.of("id", "1"))),
                        "\"two words\"");
        assertTrue(told.said().contains(said.replace('|', '\n')), told.said());
    }

    // What is there, and what fits.

    @Test
    void says_of_each_item_why_it_is_not_there() {
        Told told = Told.load("""
                - { name: unset, from: "has(input.message) ? input.message : ''" , when: has(input.message) }
                - { name: field, from: input.urgent, when: has(input.urgent) }
                - { name: none, events: [plain] }
                - { name: policy, file: policy.md, stable: true }
                """);
        assertEquals(Reason.WHEN_FALSE, told.entry("unset").reason());
        assertEquals("when", told.entry("field").rule().text());
        assertEquals(Reason.ABSENT, told.entry("none").reason());
        assertEquals("file policy.md", told.entry("policy").source());
        assertTrue(told.said().startsWith("policy:\nBe kind."), told.said());
    }

    @Test
    void an_expression_that_cannot_be_evaluated_fails_the_question() {
        Told told = Told.load("- { name: it, from: \"1 / (size(note))\" }");
        ContextResult.Failed failed = assertInstanceOf(ContextResult.Failed.class, told.compile());
        assertEquals("it", failed.item());
        assertFalse(failed.message().isBlank());
    }

    @ParameterizedTest
    @CsvSource({"end, w1, w300", "start, w300, w1", "middle, w1, w150"})
    void a_long_text_is_cut_on_the_named_side(String side, String stays, String goes) {
        StringBuilder words = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            words.append('w').append(i).append(' ');
        }
        Told told = Told.load("- { name: it, from: note, max: 60, cut: " + side + " }")
                .with("note", JsonText.write(words.toString().strip()));

        List<String> said = List.of(told.said().split("\\s+"));
        assertTrue(said.contains(stays) && !said.contains(goes), () -> String.join(" ", said));
        assertTrue(told.said().contains(Cutter.MARKER));
        Manifest.Entry entry = told.entry("it");
        assertEquals(Reason.OVER_MAX, entry.reason());
        assertTrue(entry.tokensAfter() <= 60 && entry.tokensBefore() > 300, entry.toString());
    }

    @Test
    void a_required_item_is_never_lost_silently() {
        Told told = Told.load("- { name: it, from: note, max: 10, cut: never, required: true }")
                .with("note", JsonText.write("many words ".repeat(20)));
        ContextResult.Overflow overflow = assertInstanceOf(ContextResult.Overflow.class, told.compile());
        assertEquals("it", overflow.item());
        assertTrue(overflow.message().contains("its max leaves it 10"), overflow.message());
    }

    @Test
    void a_small_window_bounds_the_items_and_the_manifest_says_so() {
        Told told = new Told("model: tiny\nprompt: Go on.\nmax_output: 100\ncontext:\n  load:\n"
                        + "    - { name: it, from: note }\n")
                .with("note", JsonText.write("many words ".repeat(2000)));
        ContextResult.Ready ready = told.ready();
        assertTrue(ready.predictedInputTokens() <= 500, () -> "predicted " + ready.predictedInputTokens());
        assertEquals("window: 600", told.entry("it").rule().text());
    }

    // Events and the ladder.

    private static Told history(String more, int events) {
        Told told = Told.load("- name: h\n  events: all\n" + more.indent(2));
        for (int i = 1; i <= events; i++) {
            told.call("plain", "n" + i, "\"" + "result words of call number " + i + " again".repeat(20) + "\"");
        }
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "clear_results, CLEAR_RESULTS, CLEARED",
        "'clamp: 5', CLAMP, TRIMMED",
        "drop_oldest, DROP_OLDEST, DROPPED"
    })
    void a_rung_takes_from_the_oldest_and_leaves_what_is_kept(String rung, Reason reason, Verdict verdict) {
        Told told = history("max: 300\nkeep: { first: 1, last: 2 }\nevict: [" + rung + "]", 8);

        List<Verdict> verdicts = verdicts(told);
        assertEquals(Verdict.KEPT, verdicts.get(0));
        assertEquals(verdict, verdicts.get(1));
        assertEquals(List.of(Verdict.KEPT, Verdict.KEPT), verdicts.subList(6, 8));
        assertEquals(reason, eventEntry(told, 2).reason());
        assertTrue(told.ready().manifest().used() <= 300);
    }

    @Test
    void the_next_rung_is_used_only_when_the_one_before_was_not_enough() {
        String ladder = "evict: [clear_results, drop_oldest]";
        assertFalse(verdicts(history("max: 300\n" + ladder, 8)).contains(Verdict.DROPPED));
        assertTrue(verdicts(history("max: 60\n" + ladder, 8)).contains(Verdict.DROPPED));
        assertEquals(List.of(Verdict.KEPT), verdicts(history("max: 300\n" + ladder, 1)));
    }

    @Test
    void a_ladder_that_is_not_enough_drops_the_item_or_overflows() {
        String kept = "max: 20\nkeep: { first: 1 }\nevict: [clear_results, clamp: 10]\n";
        Told optional = history(kept, 3);
        assertEquals(Reason.OVER_MAX, optional.entry("h").reason());
        assertEquals("Go on.", optional.said().strip());
        assertInstanceOf(
                ContextResult.Overflow.class,
                history(kept + "required: true", 3).compile());
    }

    @Test
    void what_is_kept_stays_though_it_is_too_old_or_beyond_the_last() {
        Told old = history("max_age: 1h\nkeep: { first: 1, last: 1 }", 4);
        assertEquals(List.of(Verdict.KEPT, Verdict.DROPPED, Verdict.DROPPED, Verdict.KEPT), verdicts(old));
        assertEquals(Reason.MAX_AGE, eventEntry(old, 2).reason());

        Told last = history("last: 1\nkeep: { first: 1 }", 4);
        assertEquals(List.of(Verdict.KEPT, Verdict.DROPPED, Verdict.DROPPED, Verdict.KEPT), verdicts(last));
        assertEquals(Reason.LAST, eventEntry(last, 2).reason());
    }

    @Test
    void many_that_are_left_out_are_counted_together_by_their_reason() {
        Told told = history("max_age: 130h\nlast: 2", 150);
        List<Manifest.Entry> entries = told.ready().manifest().items();
        List<Manifest.Entry> together = entries.stream()
                .filter(entry -> entry.source().contains(" to "))
                .toList();

        assertEquals(
                List.of("events 1 to 69", "events 70 to 98"),
                together.stream().map(Manifest.Entry::source).toList());
        assertEquals(
                List.of(Reason.MAX_AGE, Reason.LAST),
                together.stream().map(Manifest.Entry::reason).toList());
        assertTrue(together.getFirst().tokensBefore() > 69, "an estimate of what they take");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text; 'earlier: it went well'",
                "json; '{\"earlier\":\"it went well\"}'",
                "yaml; '- earlier: it went well'",
                "xml; '<earlier>|it went well|</earlier>'"
            })
    void a_summary_stands_first_in_the_items_format(String format, String said) {
        Told told = history(
                "format: " + format + "\nmax: 250\nkeep: { last: 1 }\n"
                        + "evict: [{ summarise: { model: tiny, into: 40 } }, drop_oldest]",
                8);
        ContextResult.Needs needs = assertInstanceOf(ContextResult.Needs.class, told.compile());
        assertEquals(7, needs.upTo());
        assertTrue(needs.predictedInputTokens() <= 600 - 40, "the question fits the summarising model's window");
        told.summary(needs, "it went well");

        assertTrue(told.said().contains(said.replace('|', '\n')), told.said());
        Manifest.Entry summary = told.ready().manifest().items().stream()
                .filter(entry -> entry.source().equals("summary of events 1 to 7"))
                .findFirst()
                .orElseThrow();
        assertEquals(Verdict.SUMMARISED, summary.verdict());
        assertTrue(summary.tokensBefore() > summary.tokensAfter());
    }

    @Test
    void a_summary_of_other_events_is_not_used() {
        Told told = history("max: 250\nevict: [{ summarise: { model: tiny, into: 40 } }, drop_oldest]", 8);
        ContextResult.Needs needs = assertInstanceOf(ContextResult.Needs.class, told.compile());
        ContextResult.Needs other = new ContextResult.Needs(
                needs.item(),
                needs.model(),
                "0".repeat(64),
                needs.upTo(),
                needs.into(),
                needs.messages(),
                needs.schema(),
                needs.question(),
                needs.predictedInputTokens());
        assertEquals(needs, told.summary(other, "made of something else").compile());
    }

    private static String last(Told told) {
        return told.said().strip().lines().reduce((first, second) -> second).orElseThrow();
    }

    private static Manifest.Entry eventEntry(Told told, int number) {
        return told.ready().manifest().items().stream()
                .filter(entry -> entry.source().startsWith("event " + number + " of"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Verdict> verdicts(Told told) {
        return told.ready().manifest().items().stream()
                .filter(entry -> entry.source().startsWith("event "))
                .map(Manifest.Entry::verdict)
                .toList();
    }
}
