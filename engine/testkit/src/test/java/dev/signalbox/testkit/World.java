package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A workspace in a folder, a disk that outlives engines, and a clock that is told to move. */
final class World {
    static final Actor SAM = new Actor("sam", Set.of("lead"), "java", true, true);
    static final Duration LONG = Duration.ofSeconds(30);
    static final Bounds NOTHING_RUNS = new Bounds(0, 1, 1000, 100, 10, Duration.ZERO, 200);

    final Path folder;
    final MemoryStore.Disk disk = new MemoryStore.Disk();
    final VirtualClock clock = new VirtualClock();
    final BlockingQueue<Effect.ActionCall> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<Effect.ModelCall> questions = new LinkedBlockingQueue<>();
    ActionPort actions = call -> answered(Map.of("n", 1L));
    ModelPort models = (call, of) -> new ModelOutcome.Replied("\"yes\"", "fast", 10, 2, 0, 0.001);
    UnaryOperator<RunStore> wrap = store -> store;
    Telemetry telemetry = Telemetry.NONE;

    World(Path folder, String... flows) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  fast: { provider: recorded, window: 8000 }
                groups: [lead]
                """);
        for (String flow : flows) {
            write(flow);
        }
    }

    void write(String flow) throws IOException {
        String name = flow.lines()
                .filter(line -> line.startsWith("flow: "))
                .findFirst()
                .orElseThrow()
                .substring("flow: ".length());
        Files.writeString(folder.resolve(name + ".flow.yaml"), flow);
    }

    static ActionOutcome answered(Object result) {
        return new ActionOutcome.Answered(result, Map.of("body", result));
    }

    Engine open() {
        return open(Bounds.DEFAULT.withDrain(Duration.ofMillis(200)));
    }

    Engine open(Bounds bounds) {
        return open(wrap.apply(new MemoryStore(disk)), bounds, clock);
    }

    /** One engine more beside the others. */
    Engine beside() {
        return beside(Bounds.DEFAULT.withDrain(Duration.ofMillis(200)));
    }

    Engine beside(Bounds bounds) {
        return open(MemoryStore.shared(disk, clock), bounds, clock);
    }

    Engine open(RunStore store, Bounds bounds, VirtualClock its) {
        return Signalbox.builder()
                .workspace(folder)
                .store(store)
                .clock(its)
                .actions(call -> {
                    calls.add(call);
                    return actions.call(call);
                })
                .models((call, of) -> {
                    questions.add(call);
                    return models.ask(call, of);
                })
                .bounds(bounds)
                .telemetry(telemetry)
                .build();
    }

    /** Waits for the end, past a pause that is about to be over. */
    static Views.RunView ended(Engine engine, Views.RunView run) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (AutoCloseable watching = engine.watch(change -> {
            if (change.run().equals(run.id()) && !List.of("running", "paused").contains(change.status())) {
                ended.countDown();
            }
        })) {
            assertTrue(watching != null);
            if (List.of("running", "paused").contains(engine.run(run.id()).status())) {
                assertTrue(ended.await(30, TimeUnit.SECONDS), run.id());
            }
        }
        return engine.run(run.id());
    }

    /** A port that says when it is reached and never answers. */
    ActionPort hangs(CountDownLatch reached) {
        return call -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException("a latch that nobody counts down opened");
        };
    }

    static Views.RunView rests(Engine engine, Views.RunView run) {
        return engine.await(run.id(), LONG);
    }

    static void assertStatus(String status, Views.RunView run) {
        assertEquals(status, run.status(), () -> run.error() + " in " + run);
    }

    static List<String> types(Engine engine, String run) {
        return engine.events(run, 0).stream()
                .map(event -> (String) event.get("type"))
                .toList();
    }

    static Views.DecisionRequest approve(String hash) {
        return new Views.DecisionRequest("approve", hash, null, null, null, null);
    }

    static Views.DecisionRequest answer(Object value) {
        return new Views.DecisionRequest("answer", null, null, null, value, null);
    }
}
