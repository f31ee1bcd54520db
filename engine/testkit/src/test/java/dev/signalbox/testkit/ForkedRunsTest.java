package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.ended;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.replay.Replay;
import dev.signalbox.runtime.replay.Replayed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine forks runs, and shows a run as it stood at any of its events. */
class ForkedRunsTest {
    private static final Map<String, Object> INPUT = Map.of("id", "O1");
    private static final ForkViews.ForkRequest WHOLE = ForkViews.ForkRequest.WHOLE;

    @TempDir
    Path folder = Path.of("");

    private static ForkViews.ForkRequest after(long seq) {
        return new ForkViews.ForkRequest(seq, false);
    }

    private static ForkViews.ForkRequest again(long seq) {
        return new ForkViews.ForkRequest(seq, true);
    }

    private static void approve(Engine engine, Views.RunView run) {
        Views.HoldView hold = engine.run(run.id()).holds().getFirst();
        engine.decide(hold.id(), new Views.DecisionRequest("approve", hold.hash(), null, null, null, null), SAM);
    }

    private static Views.RunView paid(Engine engine) throws Exception {
        Views.RunView run = rests(engine, engine.start("pay", INPUT, null, SAM));
        approve(engine, run);
        return ended(engine, run);
    }

    private static long seq(Engine engine, String run, String type) {
        return engine.events(run, 0).stream()
                .filter(event -> type.equals(event.get("type")))
                .mapToLong(event -> (Long) event.get("seq"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aForkWaitsForItsOwnApprovalAndThenTakesTheRecordedAnswer() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView run = paid(engine);
            List<Map<String, Object>> log = engine.events(run.id(), 0);
            long held = seq(engine, run.id(), "HoldOpened");
            Views.RunView fork = rests(engine, engine.fork(run.id(), after(held), SAM));
            assertStatus("paused", fork);
            assertEquals(new Views.ForkedFrom(run.id(), held), fork.forkedFrom());
            assertNull(run.forkedFrom());
            assertNotEquals(
                    log.get((int) held - 1).get("hold"), fork.holds().getFirst().hash());
            approve(engine, fork);
            Views.RunView done = ended(engine, fork);
            assertStatus("succeeded", done);
            assertEquals(run.data(), done.data());
            assertEquals(1, world.calls.size(), "nothing was paid twice");
            assertEquals(log, engine.events(run.id(), 0), "the run is as it was, word for word");
            Views.RunView another = rests(engine, engine.fork(run.id(), again(held), SAM));
            approve(engine, another);
            assertStatus("succeeded", ended(engine, another));
            assertEquals(2, world.calls.size(), "asked again, it is");
            assertNotEquals(world.calls.remove().key(), world.calls.remove().key(), "under a key of its own");
        }
    }

    @Test
    void aForkOutlivesTheEngineAndItsRun() throws Exception {
        World world = new World(folder, Flows.PAY);
        String fork;
        try (Engine engine = world.open()) {
            Views.RunView run = paid(engine);
            fork = engine.fork(run.id(), after(seq(engine, run.id(), "HoldOpened")), SAM)
                    .id();
        }
        try (Engine engine = world.open()) {
            Views.RunView found = engine.run(fork);
            assertStatus("paused", found);
            approve(engine, found);
            assertStatus("succeeded", ended(engine, found));
            assertEquals(1, world.calls.size());
        }
        RunStore store = new MemoryStore(world.disk);
        List<Event> log = store.log(new RunId(fork));
        assertEquals(
                Codec.text(log.subList(0, 3)),
                Codec.text(store.log(new RunId(
                                String.valueOf(Codec.event(log.getFirst()).get("run"))))
                        .subList(0, 3)));
        Bundle bundle = Objects.requireNonNull(
                store.bundle(Objects.requireNonNull(store.row(new RunId(fork))).bundle()));
        assertEquals(
                new Replayed.Same(log.size(), 0),
                Replay.exactly(log, BundleOpener.open(bundle)),
                "driven again, it comes to the same bytes");
    }

    @Test
    void inTheMiddleOfACommitItIsNotForkedAndTheNearestPlaceIsSaid() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView run = paid(engine);
            long approved = seq(engine, run.id(), "HoldApproved");
            Problem middle = assertThrows(Problem.class, () -> engine.fork(run.id(), after(approved), SAM));
            assertEquals(Problem.Kind.INVALID, middle.kind());
            assertEquals(approved - 1, middle.details().get("nearest"));
            long last = engine.events(run.id(), 0).size();
            Problem end = assertThrows(Problem.class, () -> engine.forkPlan(run.id(), after(last), SAM));
            assertTrue(String.valueOf(end.getMessage()).contains("the run's end"), end.getMessage());
            assertEquals(
                    Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> engine.fork(run.id(), after(last + 1), SAM))
                            .kind());
            assertEquals(
                    Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> engine.fork("none", after(1), SAM))
                            .kind());
            assertEquals(
                    Problem.Kind.BAD_REQUEST,
                    assertThrows(Problem.class, () -> engine.forkPlan(run.id(), WHOLE, SAM))
                            .kind());
        }
    }

    @Test
    void aPlanTellsWhatWouldComeOfItAndWhatStandsInItsWay() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView run = paid(engine);
            long held = seq(engine, run.id(), "HoldOpened");
            ForkViews.ForkPlan plan = engine.forkPlan(run.id(), after(held), SAM);
            assertEquals("paused", plan.status());
            assertEquals(
                    List.of("record"),
                    plan.requests().stream().map(ForkViews.PlannedRequest::from).toList());
            assertEquals("result", plan.requests().getFirst().answer());
            assertEquals(
                    List.of("Pay O1?"),
                    plan.holds().stream().map(ForkViews.PlannedHold::title).toList());
            assertNull(plan.blocked());
            assertEquals(
                    "again",
                    engine.forkPlan(run.id(), again(held), SAM)
                            .requests()
                            .getFirst()
                            .from());
            Views.RunView open = engine.fork(run.id(), after(held), SAM);
            String blocked = engine.forkPlan(run.id(), after(held), SAM).blocked();
            assertTrue(blocked != null && blocked.contains(open.id()), blocked);
            assertEquals(
                    Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> engine.fork(run.id(), after(held), SAM))
                            .kind());
            assertEquals(1, world.calls.size(), "a plan does nothing");
        }
    }

    @Test
    void aRunIsShownAsItStoodAndWhatChangedSince() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView run = paid(engine);
            StepViews.RunAt first = engine.at(run.id(), 1, null);
            assertEquals("RunStarted", first.type());
            assertNull(first.state());
            long held = seq(engine, run.id(), "HoldOpened");
            StepViews.RunAt there = engine.at(run.id(), held, null);
            assertEquals("paused", there.status());
            assertEquals("pay", there.state());
            assertEquals(Map.of("pay", 1), there.visits());
            assertEquals(held, there.forkAt());
            long last = engine.events(run.id(), 0).size();
            StepViews.RunAt end = engine.at(run.id(), last, held);
            assertEquals(run.data(), end.data());
            assertTrue(
                    end.changed().contains(new StepViews.Change("status", "paused", "succeeded")),
                    end.changed().toString());
            assertTrue(
                    end.changed().contains(new StepViews.Change("data.receipt", null, Map.of("n", 1L))),
                    end.changed().toString());
            assertEquals(
                    Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> engine.at(run.id(), last + 1, null))
                            .kind());
            assertEquals(
                    Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> engine.at(run.id(), last, last + 1))
                            .kind());
        }
    }

    @Test
    void ofManyRunsEachIsCancelledOnItsOwn() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, engine.start("pay", INPUT, null, SAM));
            BulkRuns.Request all =
                    new BulkRuns.Request(BulkRuns.Action.CANCEL, List.of(run.id(), "none", run.id()), "old");
            List<BulkRuns.Result> results = engine.bulk(all, SAM);
            assertEquals(2, results.size());
            assertEquals("cancelled", results.getFirst().status());
            assertEquals("There is no run none.", results.get(1).problem());
            BulkRuns.Request retry = new BulkRuns.Request(BulkRuns.Action.RETRY, List.of(run.id()), null);
            assertTrue(
                    String.valueOf(engine.bulk(retry, SAM).getFirst().problem()).contains("nly a stuck run"));
            assertThrows(Problem.class, () -> new BulkRuns.Request(BulkRuns.Action.RETRY, List.of(), null));
        }
    }
}
