package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.trigger.Lineage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events start runs, once for each id, whether they come from outside or from a run. */
@Timeout(120)
class EventTriggersTest {
    private static final String LISTENER = """
            signalbox: 1
            flow: listener
            version: 1.0.0
            key: ${input.order}
            limits: { steps: 5, duration: 1d }
            events: { order.created: { payload: { type: object, required: [order], properties: { order: { type: string } } } } }
            triggers: [ { event: { name: order.created, input: { order: "${event.order}" } } } ]
            input: { type: object, required: [order], properties: { order: { type: string, maxLength: 40 } } }
            start: asked
            states:
              asked: { ask: { title: Well?, choices: [yes], within: 9d }, otherwise: { expired: done }, next: done }
              done: { end: succeeded }
            """;

    private static final String TELLER = """
            signalbox: 1
            flow: teller
            version: 1.0.0
            limits: { steps: 5, duration: 1d }
            input: { type: object, required: [order], properties: { order: { type: string, maxLength: 40 } } }
            output: { type: object, properties: { started: { type: integer } } }
            data: { told: { type: object, required: [started], properties: { started: { type: array, items: { type: string } } } } }
            actions:
              tell:
                java: signalbox.emit
                args: { type: object, required: [event], properties: { event: { type: string }, key: { type: string }, payload: { type: object } } }
                returns: { type: object, required: [started], properties: { started: { type: array, items: { type: string } } } }
                effect: write
                delivery: idempotent
                risk: low
            otherwise: { failed: over }
            start: telling
            states:
              telling:
                call: tell
                with: { event: order.created, payload: { order: "${input.order}" } }
                save: told
                next: done
              done: { end: succeeded, output: { started: "${size(told.started)}" } }
              over: { end: failed, error: "${error.message}" }
            """;

    @TempDir
    Path folder = Path.of("");

    private Engine open(String... flows) throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        for (int i = 0; i < flows.length; i++) {
            Files.writeString(folder.resolve("f" + i + ".flow.yaml"), flows[i]);
        }
        return Signalbox.builder()
                .workspace(folder)
                .store(new MemoryStore())
                .environment(Map.of())
                .build();
    }

    private static Views.EventRequest created(@Nullable String key, @Nullable String id, String order) {
        return new Views.EventRequest("order.created", key, id, Map.of("order", order));
    }

    private static List<Views.RunSummary> runs(Engine engine, String flow) {
        return engine.runs(new Views.RunFilter(flow, null, null, null, null, null, null, null, 50))
                .items();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void an_event_starts_a_run_once_for_its_id() throws Exception {
        try (Engine engine = open(LISTENER)) {
            Views.EventReceipt first = engine.send(created(null, "e1", "O1"), SAM);
            assertEquals(1, first.started().size());
            assertEquals(List.of(), first.runs());
            assertEquals(first, engine.send(created("O1", "e1", "O1"), SAM), "the run it started does not take it too");
            assertEquals(
                    Map.of("order", "O1"),
                    engine.run(first.started().getFirst()).input());
            assertEquals(1, runs(engine, "listener").size());
        }
    }

    @Test
    void what_does_not_fit_or_is_taken_is_told_to_the_sender_and_of_the_trigger() throws Exception {
        try (Engine engine = open(LISTENER)) {
            Problem misfit = assertThrows(
                    Problem.class,
                    () -> engine.send(new Views.EventRequest("order.created", null, "e0", Map.of("order", 7L)), SAM));
            assertEquals(Problem.Kind.INVALID, misfit.kind());
            engine.send(created(null, "e1", "O1"), SAM);
            Problem taken = assertThrows(Problem.class, () -> engine.send(created(null, "e2", "O1"), SAM));
            assertEquals(Problem.Kind.CONFLICT, taken.kind());
            assertTrue(
                    String.valueOf(engine.triggers().getFirst().last()).contains("is open already"),
                    engine.triggers().toString());
            assertEquals(
                    Problem.Kind.BAD_REQUEST,
                    assertThrows(
                                    Problem.class,
                                    () -> engine.send(new Views.EventRequest("other", null, "e3", null), SAM))
                            .kind());
        }
    }

    @Test
    void an_event_that_met_a_paused_trigger_counts_when_it_is_sent_again() throws Exception {
        try (Engine engine = open(LISTENER)) {
            engine.pause("listener", "event-order.created", SAM);
            assertThrows(Problem.class, () -> engine.send(created(null, "e1", "O1"), SAM));
            engine.resume("listener", "event-order.created", SAM);
            assertEquals(
                    1, engine.send(created(null, "e1", "O1"), SAM).started().size());
        }
    }

    @Test
    void a_run_tells_an_event_that_starts_another() throws Exception {
        try (Engine engine = open(LISTENER, TELLER)) {
            Views.RunView told = engine.await(
                    engine.start("teller", Map.of("order", "O1"), null, SAM).id(), Duration.ofSeconds(60));
            assertEquals("succeeded", told.status(), told.toString());
            assertEquals(Map.of("started", 1L), told.output());
            assertEquals(
                    "trigger:event-order.created of run " + told.id(),
                    runs(engine, "listener").getFirst().startedBy());
        }
    }

    @Test
    void a_run_may_tell_what_nobody_takes() throws Exception {
        try (Engine engine = open(TELLER)) {
            Views.RunView told = engine.await(
                    engine.start("teller", Map.of("order", "O1"), null, SAM).id(), Duration.ofSeconds(60));
            assertEquals(Map.of("started", 0L), told.output(), told.toString());
        }
    }

    @Test
    void runs_that_start_each_other_for_ever_are_stopped() throws Exception {
        String echo = TELLER.replace(
                "input: { type",
                "triggers: [ { event: { name: order.created, input: { order: \"${event.order}\" } } } ]\ninput: { type");
        try (Engine engine = open(echo)) {
            engine.start("teller", Map.of("order", "O1"), null, SAM);
            until(() ->
                    runs(engine, "teller").stream().anyMatch(run -> run.status().equals("failed")));
            List<Views.RunSummary> all = runs(engine, "teller");
            assertEquals(Lineage.DEEPEST + 1, all.size());
            String failed = all.stream()
                    .filter(run -> run.status().equals("failed"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            // A list may be a moment ahead of what is in memory.
            Views.RunView last = engine.await(failed, Duration.ofSeconds(60));
            assertTrue(String.valueOf(last.error()).contains("started each other by events"), last.toString());
        }
    }
}
