package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static dev.signalbox.testkit.World.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies while something is under way; the next one takes it up. */
class RecoveryTest {
    @TempDir
    Path folder = Path.of("");

    private static final Map<String, Object> INPUT = Map.of("id", "T1");

    /** Starts a run whose call hangs, and cuts the process off there. */
    private Views.RunView dieDuring(World world, String flow) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        world.actions = world.hangs(reached);
        world.models = (call, of) -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException();
        };
        Engine engine = world.open();
        Views.RunView run = engine.start(flow, INPUT, null, World.SAM);
        assertTrue(reached.await(30, TimeUnit.SECONDS));
        world.disk.cut();
        engine.close();
        world.actions = call -> World.answered(Map.of("n", 7L));
        return run;
    }

    @Test
    void aReadIsDoneAgainAsTheSameTry() throws Exception {
        World world = new World(folder, Flows.call("effect: read"));
        Views.RunView run = dieDuring(world, "call");
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, run));
            assertEquals(Map.of("n", 7L), engine.run(run.id()).output());
        }
        List<Effect.ActionCall> calls = List.copyOf(world.calls);
        assertEquals(2, calls.size());
        assertEquals(calls.get(0), calls.get(1));
    }

    @Test
    void anIdempotentWriteIsDoneAgainUnderTheSameKey() throws Exception {
        World world = new World(
                folder,
                Flows.call(
                        "effect: write\n        delivery: idempotent\n        risk: low".replace("        ", "    ")));
        Views.RunView run = dieDuring(world, "call");
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, run));
        }
        List<Effect.ActionCall> calls = List.copyOf(world.calls);
        assertEquals(2, calls.size());
        assertEquals(calls.get(0).key(), calls.get(1).key());
        assertEquals(run.id() + "/act/1/", calls.get(0).key());
    }

    @Test
    void anAtMostOnceCallThatHadLeftIsNeverMadeAgainAndGoesToAPerson() throws Exception {
        World world = new World(folder, Flows.call("effect: write\n    risk: low"));
        Views.RunView run = dieDuring(world, "call");
        try (Engine engine = world.open()) {
            Views.RunView held = rests(engine, run);
            assertStatus("paused", held);
            assertEquals("unknown", held.holds().get(0).purpose());
            assertTrue(types(engine, run.id()).contains("CallUnknown"));
        }
        assertEquals(1, world.calls.size());
    }

    @Test
    void anAtMostOnceCallThatHadNotLeftIsMade() throws Exception {
        World world = new World(folder, Flows.call("effect: write\n    risk: low"));
        Engine first = world.open(World.NOTHING_RUNS);
        Views.RunView run = first.start("call", INPUT, null, World.SAM);
        world.disk.cut();
        first.close();
        assertEquals(0, world.calls.size());
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, run));
        }
        assertEquals(1, world.calls.size());
    }

    @Test
    void aModelIsAskedAgain() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        Views.RunView run = dieDuring(world, "ask-model");
        world.models = (call, of) -> new dev.signalbox.core.command.ModelOutcome.Replied("yes", "fast", 1, 1, 0, 0);
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, run));
            assertEquals(Map.of("answer", "yes"), engine.run(run.id()).data());
        }
        assertEquals(2, world.questions.size());
    }

    @Test
    void aChildThatWasNotStartedIsStartedOnce() throws Exception {
        World world = new World(folder, Flows.PARENT, Flows.PAY);
        Engine first = world.open(World.NOTHING_RUNS);
        Views.RunView run = first.start("parent", INPUT, null, World.SAM);
        world.disk.cut();
        first.close();
        try (Engine engine = world.open()) {
            Views.RunView held = rests(engine, run);
            assertStatus("paused", held);
            assertEquals(1, held.children().size());
            Views.HoldView hold = held.holds().get(0);
            engine.decide(hold.id(), World.approve(hold.hash()), World.SAM);
            assertStatus("succeeded", rests(engine, run));
        }
    }

    @Test
    void aChildThatEndedTellsItsParentAfterTheRestart() throws Exception {
        World world = new World(folder, Flows.PARENT, Flows.PAY);
        CountDownLatch cut = new CountDownLatch(1);
        world.wrap = store -> new CuttingStore(
                store,
                commit -> commit.events().stream()
                        .anyMatch(event -> event instanceof dev.signalbox.core.event.Event.ChildEnded),
                () -> {
                    world.disk.cut();
                    cut.countDown();
                });
        Engine first = world.open();
        Views.RunView run = first.start("parent", INPUT, null, World.SAM);
        Views.HoldView hold = rests(first, run).holds().get(0);
        try {
            first.decide(hold.id(), World.approve(hold.hash()), World.SAM);
        } catch (dev.signalbox.runtime.api.Problem e) {
            // the process may be gone before it has read what it answers
            assertEquals(dev.signalbox.runtime.api.Problem.Kind.UNAVAILABLE, e.kind());
        }
        assertTrue(cut.await(30, TimeUnit.SECONDS));
        first.close();
        assertNotNull(first.failure());
        world.wrap = store -> store;
        try (Engine engine = world.open()) {
            assertStatus("succeeded", rests(engine, run));
        }
        assertEquals(1, world.calls.size());
    }

    @Test
    void whatIsNotDurableIsNotAcknowledged() throws Exception {
        World world = new World(folder, Flows.PAY);
        world.wrap = store -> new CuttingStore(store, commit -> true, world.disk::cut);
        Engine first = world.open();
        boolean refused = false;
        try {
            first.start("pay", INPUT, null, World.SAM);
        } catch (dev.signalbox.runtime.api.Problem e) {
            refused = e.kind() == dev.signalbox.runtime.api.Problem.Kind.UNAVAILABLE;
        }
        first.close();
        assertTrue(refused);
        world.wrap = store -> store;
        try (Engine engine = world.open()) {
            assertEquals(
                    0,
                    engine.runs(new Views.RunFilter(null, null, null, null, 10))
                            .items()
                            .size());
        }
    }

    @Test
    void aHeldRunIsThereAfterTheProcessWasKilledAndKeepsNothingInMemory() throws Exception {
        World world = new World(folder, Flows.PAY);
        Engine first = world.open();
        Views.RunView run = rests(first, first.start("pay", INPUT, null, World.SAM));
        assertEquals(0, first.runsInMemory());
        world.disk.cut();
        first.close();
        try (Engine engine = world.open()) {
            Views.RunView held = engine.run(run.id());
            assertStatus("paused", held);
            assertEquals(run, held);
            assertFalse(held.holds().isEmpty());
            engine.decide(
                    held.holds().get(0).id(), World.approve(held.holds().get(0).hash()), World.SAM);
            assertStatus("succeeded", rests(engine, run));
            assertEquals(0, engine.runsInMemory());
        }
    }
}
