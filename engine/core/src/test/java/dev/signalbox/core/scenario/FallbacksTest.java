package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.context.Manifest.Cache.Outlook;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is asked when a model cannot answer, what each is counted with, and what its provider's cache may have. */
class FallbacksTest {
    /** {@code first} falls back to {@code second}, {@code tiny} (whose window is too small for anything) and {@code third}. */
    private static final String ASKS = QuestionsTest.ASKS
            .replace("model: fast", "model: first")
            .replace("llm_calls: 3", "llm_calls: 20")
            .replace(
                    "{ end: failed, error: \"${error.kind}\" }",
                    "{ end: failed, error: \"${error.kind}: ${error.message}\" }");

    private static World asked() {
        return World.of(ASKS).start("{\"message\": \"money back\"}").is(RunStatus.RUNNING);
    }

    private static World lost(World world, String kind) {
        return world.does(
                world.reply(new ModelOutcome.Failed(kind, world.question().model() + " said " + kind + ".", null)));
    }

    private static Event.ModelRequested request(World world) {
        return (Event.ModelRequested) world.log().stream()
                .filter(event -> event instanceof Event.ModelRequested)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private static List<String> models(World world) {
        return world.log().stream()
                .filter(event -> event instanceof Event.ModelRequested)
                .map(event -> ((Event.ModelRequested) event).model().value())
                .toList();
    }

    @Test
    void a_model_that_is_lost_on_the_way_hands_its_question_to_its_fallback_at_once() {
        World world = lost(asked(), "http.503");
        assertEquals("second", world.question().model().value());
        assertEquals(2, world.question().attempt());
        assertEquals("answer", request(world).purpose());
        world.replies("refund").gives("{\"kind\": \"refund\"}");
        assertEquals(List.of("first", "second"), models(world));
    }

    @Test
    void a_reply_that_no_repair_could_mend_goes_to_the_fallback_as_a_new_question() {
        World world = asked().replies("money").replies("still money").is(RunStatus.RUNNING);
        assertEquals("second", world.question().model().value());
        assertFalse(
                world.question().messages().toString().contains("still money"),
                "it knows nothing of the other's reply");
        world.replies("coins");
        assertEquals("repair", request(world).purpose());
        assertTrue(world.question().messages().toString().contains("coins"), "it is repaired on its own");
        world.replies("refund").gives("{\"kind\": \"refund\"}");
        assertEquals(List.of("first", "first", "second", "second"), models(world));
    }

    @Test
    void a_chain_in_which_nobody_fits_is_invalid() {
        World world = asked();
        for (int i = 0; i < 6; i++) {
            world.replies("money");
        }
        world.is(RunStatus.FAILED);
        assertEquals("odd", world.run().error());
        assertEquals(
                List.of("first", "first", "second", "second", "third", "third"), models(world), "tiny has no room");
    }

    @Test
    void a_refusal_and_a_reply_that_broke_off_go_to_the_fallback_and_a_wrong_key_does_not() {
        assertEquals("second", lost(asked(), "refused").question().model().value());
        assertEquals("second", lost(asked(), "cut_off").question().model().value());
        World wrong = lost(asked(), "http.401").is(RunStatus.FAILED);
        assertEquals("http.401: first said http.401.", wrong.run().error());
    }

    @Test
    void when_all_are_lost_the_file_retries_its_own_model_and_at_last_fails_by_what_became_of_it() {
        World world = lost(lost(lost(asked(), "http.503"), "timeout"), "http.500");
        world.wake(Duration.ofSeconds(1));
        assertEquals("first", world.question().model().value());
        assertEquals(4, world.question().attempt());
        lost(lost(lost(world, "http.429"), "http.503"), "connection").is(RunStatus.FAILED);
        assertEquals(
                "http.429: first said http.429. Its fallback failed too: third said connection.",
                world.run().error());
        assertEquals(List.of("first", "second", "third", "first", "second", "third"), models(world));
    }

    @Test
    void a_retry_after_a_fallback_sends_nothing_back_to_the_files_model() {
        World world = lost(lost(asked().replies("money").replies("money"), "http.503"), "timeout");
        world.wake(Duration.ofSeconds(1));
        assertEquals("first", world.question().model().value());
        assertEquals("answer", request(world).purpose());
        assertFalse(world.question().messages().toString().contains("still money"));
        world.replies("odd");
        assertEquals("repair", request(world).purpose(), "with its repairs again");
    }

    @Test
    void a_fallback_with_no_room_is_passed_over_and_the_failure_is_the_first_ones() {
        String two = ASKS.replace("model: first", "model: fast");
        World world = World.of(two.replace("model: fast", "model: tiny"));
        world.start("{\"message\": \"m\"}").is(RunStatus.FAILED);
        assertEquals("odd", world.run().error(), "the file's own model overflows");
    }

    @Test
    void a_context_is_counted_with_what_was_learned_of_its_model_and_stays_so_while_it_is_asked() {
        World world = World.of(ASKS).learned("person:a-1", 3, 150).start("{\"message\": \"money back\"}");
        Event.ModelRequested once = request(world);
        assertEquals(new Calibration(3, 150), once.calibration());
        assertEquals("o200k_base/1*150#3", once.manifest().counter());
        Event.ModelRequested plain = request(asked());
        assertNull(plain.calibration());
        int more = once.manifest().used() + once.manifest().envelope();
        int less = plain.manifest().used() + plain.manifest().envelope();
        assertTrue(more >= less * 1.3 && more <= less * 1.5 + 20, less + " became " + more);

        world.learned("person:a-1", 4, 200).replies("money");
        assertEquals(new Calibration(3, 150), request(world).calibration(), "the same visit");
        world.replies("status");
        assertEquals(new Calibration(4, 200), request(world).calibration(), "the next visit");
    }

    @Test
    void a_fallback_is_counted_with_what_was_learned_of_it() {
        World world = World.of(ASKS).learned("person:b-1", 7, 90).start("{\"message\": \"money back\"}");
        assertNull(request(world).calibration());
        lost(world, "http.503");
        assertEquals(new Calibration(7, 90), request(world).calibration());
    }

    @Test
    void the_manifest_says_what_the_providers_cache_may_have_and_which_part_differs_first() {
        World world = World.of(LONG).start("{\"rules\": \"" + "No refunds on lamps. ".repeat(300) + "\"}");
        Manifest.Cache first = cache(world);
        assertEquals(Outlook.FIRST, first.outlook());
        assertTrue(first.stable() > 1024, first.toString());
        world.replies("\"again\"");
        assertEquals(Outlook.SAME, cache(world).outlook());
        assertEquals("turn", cache(world).part());
        assertTrue(cache(world).same() >= first.stable(), cache(world).toString());
        world.after(Duration.ofMinutes(6)).replies("\"again\"");
        assertEquals(Outlook.EXPIRED, cache(world).outlook());
        world.replies("\"other\"");
        assertEquals(Outlook.CHANGED, cache(world).outlook());
        assertEquals("rules", cache(world).part());
    }

    @Test
    void a_short_front_is_kept_by_no_provider_and_a_repair_has_the_whole_question_in_front() {
        World world = asked().replies("money");
        assertEquals(Outlook.SHORT, cache(world).outlook());
        assertEquals("prompt", cache(world).part(), "the turn that sends it back");
        assertTrue(cache(world).same() > 0);
    }

    private static Manifest.Cache cache(World world) {
        Manifest.Cache cache = request(world).manifest().cache();
        assertNotNull(cache);
        return cache;
    }

    private static final String LONG = """
            input: { type: object, required: [rules], properties: { rules: { type: string, maxLength: 9000 } } }
            limits: { steps: 60, llm_calls: 30, tokens: 90000, cost_usd: 1.0, duration: 7d }
            data:
              rules: { type: string, maxLength: 9000 }
              word: { enum: [again, other, stop] }
              n: { type: integer, default: 0 }
            otherwise: { failed: failed, limit: failed }
            start: begin
            states:
              begin: { set: { rules: "${input.rules}" }, next: ask }
              ask:
                llm:
                  model: fast
                  prompt: "Turn ${turn}"
                  context:
                    budget: 4000
                    load:
                      - { name: rules, from: rules, max: 3000, stable: true }
                      - { name: turn, from: n, max: 20 }
                  max_output: 50
                save: word
                set: { n: "${n + 1}" }
                visits: 9
                otherwise: { invalid: failed, overflow: failed, exhausted: failed }
                next: { match: word, cases: { again: ask, other: change, stop: done } }
              change: { set: { rules: "Refunds ${rules}" }, visits: 9, otherwise: { exhausted: failed }, next: ask }
              failed: { end: failed, error: "${error.kind}: ${error.message}" }
              done: { end: succeeded }
            """;
}
