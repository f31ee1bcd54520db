package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on its default store, closed and opened again. */
class EngineOnSqliteTest {
    private static final Actor SAM = new Actor("sam", Set.of("lead"), "java", true, true);
    private static final Map<String, Object> INPUT = Map.of("id", "T1");

    private static final String FLOW = """
            signalbox: 1
            flow: pay
            version: 1.0.0
            limits: { steps: 30, duration: 30d }
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 20 } } }
            actions:
              pay:
                java: pay
                args: { type: object, required: [id], properties: { id: { type: string } } }
                effect: write
            start: pay
            states:
              pay:
                call: pay
                with: { id: "${input.id}" }
                approve: { title: "Pay ${input.id}?", show: [input.id], by: [lead], within: 48h }
                otherwise: { failed: broken, rejected: no, expired: no, unknown: unsure }
                next: done
              done: { end: succeeded }
              unsure: { end: failed, error: It may have been paid. }
              no: { end: cancelled }
              broken: { end: failed, error: It broke. }
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writeTheWorkspace() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\ngroups: [lead]\n");
        Files.writeString(folder.resolve("pay.flow.yaml"), FLOW);
    }

    private Signalbox.Builder builder() {
        return Signalbox.builder().workspace(folder).bounds(Bounds.DEFAULT.withDrain(Duration.ofMillis(100)));
    }

    private static Views.DecisionRequest approve(Views.HoldView hold) {
        return new Views.DecisionRequest("approve", hold.hash(), null, null, null, null);
    }

    @Test
    void aHeldRunIsFinishedAfterARestart() {
        Views.RunView run;
        try (Engine engine = builder().build()) {
            run = engine.await(engine.start("pay", INPUT, null, SAM).id(), Duration.ofSeconds(30));
            assertEquals("paused", run.status());
        }
        assertTrue(Files.exists(folder.resolve(".signalbox/signalbox.db")));
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = builder()
                .actions(call -> {
                    calls.incrementAndGet();
                    return new ActionOutcome.Answered(Map.of(), Map.of());
                })
                .build()) {
            assertEquals(run, engine.run(run.id()));
            Views.HoldView hold = run.holds().get(0);
            engine.decide(hold.id(), approve(hold), SAM);
            assertEquals(
                    "succeeded", engine.await(run.id(), Duration.ofSeconds(30)).status());
        }
        assertEquals(1, calls.get());
    }

    @Test
    void aCallThatWasCutOffIsUnknownAfterTheRestart() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        String id;
        try (Engine engine = builder()
                .actions(call -> {
                    reached.countDown();
                    new CountDownLatch(1).await();
                    throw new IllegalStateException("never");
                })
                .build()) {
            Views.RunView run =
                    engine.await(engine.start("pay", INPUT, null, SAM).id(), Duration.ofSeconds(30));
            id = run.id();
            engine.decide(run.holds().get(0).id(), approve(run.holds().get(0)), SAM);
            assertTrue(reached.await(30, TimeUnit.SECONDS));
        }
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = builder()
                .actions(call -> {
                    calls.incrementAndGet();
                    return new ActionOutcome.Answered(Map.of(), Map.of());
                })
                .build()) {
            Views.RunView run = engine.await(id, Duration.ofSeconds(30));
            assertEquals("failed", run.status());
            assertEquals("It may have been paid.", run.error());
        }
        assertEquals(0, calls.get());
    }

    @Test
    void aSecondEngineOnTheSameFileIsRefused() {
        try (Engine engine = builder().build()) {
            assertEquals(1, engine.flows().size());
            assertThrows(StoreException.class, () -> builder().build());
        }
    }

    @Test
    void anAddressThatNoStoreTakesIsRefusedNamingThoseThatAre() {
        StoreException refused = assertThrows(
                StoreException.class, () -> builder().database("oracle://x").build());
        assertTrue(String.valueOf(refused.getMessage()).contains("sqlite:PATH"), refused.getMessage());
    }
}
