package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.ended;
import static dev.signalbox.testkit.World.rests;
import static dev.signalbox.testkit.World.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as programs, the console and the command line use it. */
class EngineTest {
    private static final Map<String, Object> INPUT = Map.of("id", "T1");

    @TempDir
    Path folder = Path.of("");

    private static Problem.Kind refusal(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(Problem.class, work).kind();
    }

    @Test
    void aHeldRunGoesOnWhenItIsApprovedAndTheSecondDecisionIsToldWhoDecided() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView held = rests(engine, engine.start("pay", INPUT, null, SAM));
            assertStatus("paused", held);
            assertEquals("lead to approve", held.waitingFor());
            Views.HoldView hold = held.holds().get(0);
            assertEquals(hold, engine.hold(hold.id()));
            assertEquals("Then the run goes on at late.", hold.thenWhat());
            assertEquals(
                    Problem.Kind.CONFLICT, refusal(() -> engine.decide(hold.id(), World.approve("0".repeat(64)), SAM)));
            Views.DecisionView decided = engine.decide(hold.id(), World.approve(hold.hash()), SAM);
            assertEquals("approved", decided.status());
            assertStatus("succeeded", rests(engine, held));
            Problem second =
                    assertThrows(Problem.class, () -> engine.decide(hold.id(), World.approve(hold.hash()), SAM));
            assertEquals(Problem.Kind.CONFLICT, second.kind());
            assertTrue(String.valueOf(second.getMessage()).contains("sam"), second.getMessage());
            assertEquals(1, world.calls.size());
        }
    }

    @Test
    void aRunHasAsManyEventsAsWhoeverRunsTheEngineLetsItHave() throws Exception {
        new World(folder, """
                signalbox: 1
                flow: round
                version: 1.0.0
                data: { n: { type: integer, default: 0 } }
                start: a
                states:
                  a:
                    set: { n: "${n + 1}" }
                    visits: 20000
                    otherwise: { exhausted: over, limit: over }
                    next: [ { when: n > 6000, to: done }, { to: a } ]
                  over: { end: failed, error: "${error.message}" }
                  done: { end: succeeded }
                """);
        Map<Integer, String> ends = new LinkedHashMap<>();
        for (int most : new int[] {1_000, 10_000, 20_000}) {
            try (Engine engine = Signalbox.builder()
                    .workspace(folder)
                    .store(new MemoryStore())
                    .mostEvents(most)
                    .build()) {
                Views.RunView run = rests(engine, engine.start("round", Map.of(), null, SAM));
                ends.put(most, run.status());
                assertTrue(engine.events(run.id(), 0).size() <= most);
            }
        }
        assertEquals(Map.of(1_000, "failed", 10_000, "failed", 20_000, "succeeded"), ends);
        assertThrows(IllegalArgumentException.class, () -> Signalbox.builder().mostEvents(999));
    }

    @Test
    void aSecondStartWithTheSameKeyIsRefusedNamingTheOpenRun() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView first = rests(engine, engine.start("pay", INPUT, null, SAM));
            Problem second = assertThrows(Problem.class, () -> engine.start("pay", INPUT, null, SAM));
            assertEquals(Problem.Kind.CONFLICT, second.kind());
            assertTrue(String.valueOf(second.getMessage()).contains(first.id()), second.getMessage());
            engine.cancel(first.id(), "no longer needed", SAM);
            assertStatus("cancelled", rests(engine, first));
            assertNotEquals(first.id(), engine.start("pay", INPUT, null, SAM).id());
        }
    }

    @Test
    void anIdempotencyKeyGivesTheSameRunForADay() throws Exception {
        World world = new World(folder, Flows.TIMER, Flows.ASK_MODEL);
        try (Engine engine = world.open()) {
            String first = engine.start("timer", INPUT, "k1", SAM).id();
            assertEquals(first, engine.start("timer", INPUT, "k1", SAM).id());
            assertNotEquals(first, engine.start("timer", INPUT, "k2", SAM).id());
            assertEquals(Problem.Kind.CONFLICT, refusal(() -> engine.start("ask-model", INPUT, "k1", SAM)));
            world.clock.advance(Duration.ofHours(25));
            assertNotEquals(first, engine.start("timer", INPUT, "k1", SAM).id());
        }
    }

    @Test
    void timersThatCameDueWhileNobodyWatchedAllRingAtTheStart() throws Exception {
        World world = new World(folder, Flows.TIMER, Flows.PAY);
        List<Views.RunView> runs = new ArrayList<>();
        try (Engine engine = world.open()) {
            for (int i = 0; i < 250; i++) {
                runs.add(rests(engine, engine.start("timer", Map.of("id", "T" + i), null, SAM)));
            }
            runs.add(rests(engine, engine.start("pay", INPUT, null, SAM)));
            assertStatus("paused", runs.get(0));
            assertEquals("its time", runs.get(0).waitingFor());
        }
        world.clock.advance(Duration.ofHours(49));
        try (Engine engine = world.open(new Bounds(10, 10, 1000, 10, 20, Duration.ofMillis(200), 3))) {
            for (Views.RunView run : runs.subList(0, 250)) {
                assertStatus("succeeded", ended(engine, run));
            }
            Views.RunView late = ended(engine, runs.get(250));
            assertStatus("failed", late);
            assertEquals("Nobody decided.", late.error());
            assertEquals(0, world.calls.size());
        }
    }

    @Test
    void aTimerRingsWhenItsTimeHasComeAndNotBefore() throws Exception {
        World world = new World(folder, Flows.TIMER);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, engine.start("timer", INPUT, null, SAM));
            world.clock.advance(Duration.ofMinutes(119));
            assertStatus("paused", engine.run(run.id()));
            world.clock.advance(Duration.ofMinutes(1));
            assertStatus("succeeded", ended(engine, run));
        }
    }

    @Test
    void aThousandRunsWaitOnSlowModelsAtOnce() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        int count = 1000;
        CountDownLatch asked = new CountDownLatch(count);
        CountDownLatch answer = new CountDownLatch(1);
        world.models = (call, of) -> {
            asked.countDown();
            answer.await();
            return new ModelOutcome.Replied("no", "fast", 1, 1, 0, 0);
        };
        try (Engine engine = world.open()) {
            List<Views.RunView> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                runs.add(engine.start("ask-model", Map.of("id", "T" + i), null, SAM));
            }
            assertTrue(asked.await(60, TimeUnit.SECONDS), () -> asked.getCount() + " were not asked");
            answer.countDown();
            for (Views.RunView run : runs) {
                assertStatus("succeeded", rests(engine, run));
            }
        }
    }

    @Test
    void noMoreEffectsRunSideBySideThanTheBoundSays() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        CountDownLatch answer = new CountDownLatch(1);
        java.util.concurrent.atomic.AtomicInteger now = new java.util.concurrent.atomic.AtomicInteger();
        java.util.concurrent.atomic.AtomicInteger most = new java.util.concurrent.atomic.AtomicInteger();
        world.models = (call, of) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            answer.await();
            now.decrementAndGet();
            return new ModelOutcome.Replied("no", "fast", 1, 1, 0, 0);
        };
        try (Engine engine = world.open(new Bounds(3, 2, 20, 10, 10, Duration.ofMillis(200), 3))) {
            List<Views.RunView> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(engine.start("ask-model", Map.of("id", "T" + i), null, SAM));
            }
            assertEquals(Problem.Kind.UNAVAILABLE, refusal(() -> engine.start("ask-model", INPUT, null, SAM)));
            answer.countDown();
            for (Views.RunView run : runs) {
                assertStatus("succeeded", rests(engine, run));
            }
        }
        assertTrue(most.get() <= 3, () -> most + " ran side by side");
    }

    @Test
    void anOutsideEventIsTakenOnceAndKeptForAWaitToCome() throws Exception {
        World world = new World(folder, Flows.EVENT);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, engine.start("event", INPUT, null, SAM));
            assertEquals("the event paid of T1", run.waitingFor());
            assertEquals(
                    Problem.Kind.INVALID,
                    refusal(() ->
                            engine.send(new Views.EventRequest("paid", "T1", "e0", Map.of("amount", "much")), SAM)));
            assertEquals(
                    List.of(),
                    engine.send(new Views.EventRequest("paid", "T2", "e1", Map.of("amount", 5L)), SAM)
                            .runs());
            Views.EventRequest paid = new Views.EventRequest("paid", "T1", "e1", Map.of("amount", 5L));
            assertEquals(List.of(run.id()), engine.send(paid, SAM).runs());
            assertStatus("succeeded", rests(engine, run));
            assertEquals(
                    Map.of("payment", Map.of("amount", 5.0)),
                    engine.run(run.id()).data());
            Views.RunView next = rests(engine, engine.start("event", INPUT, null, SAM));
            assertEquals(List.of(run.id()), engine.send(paid, SAM).runs());
            assertStatus("paused", engine.run(next.id()));
        }
    }

    @Test
    void aChangedFlowServesTheNextRunAndNotTheOneUnderWay() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView old = rests(engine, engine.start("pay", INPUT, null, SAM));
            Files.writeString(
                    folder.resolve("pay.flow.yaml"),
                    Flows.PAY
                            .replace("version: 1.0.0", "version: 1.10.0")
                            .replace("end: succeeded", "end: failed, error: New."));
            Views.RunView fresh = rests(engine, engine.start("pay", Map.of("id", "T2"), null, SAM));
            assertEquals("1.10.0", fresh.version());
            engine.decide(
                    old.holds().get(0).id(), World.approve(old.holds().get(0).hash()), SAM);
            engine.decide(
                    fresh.holds().get(0).id(),
                    World.approve(fresh.holds().get(0).hash()),
                    SAM);
            assertStatus("succeeded", rests(engine, old));
            assertStatus("failed", rests(engine, fresh));
        }
    }

    @Test
    void aBrokenFlowIsRefusedWithItsFirstFindingAndTheOthersServe() throws Exception {
        World world = new World(folder, Flows.TIMER);
        Files.writeString(
                folder.resolve("bad.flow.yaml"),
                Flows.TIMER.replace("flow: timer", "flow: bad").replace("next: done", "next: gone"));
        try (Engine engine = world.open()) {
            Problem refused = assertThrows(Problem.class, () -> engine.start("bad", INPUT, null, SAM));
            assertEquals(Problem.Kind.INVALID, refused.kind());
            assertTrue(String.valueOf(refused.getMessage()).contains("bad.flow.yaml:"), refused.getMessage());
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.start("nothing", INPUT, null, SAM)));
            assertEquals(Problem.Kind.INVALID, refusal(() -> engine.start("timer", Map.of(), null, SAM)));
            assertEquals(Problem.Kind.INVALID, refusal(() -> engine.start("timer", "text", null, SAM)));
            assertStatus("paused", rests(engine, engine.start("timer", INPUT, null, SAM)));
            assertEquals(
                    List.of("bad false", "timer true"),
                    engine.flows().stream()
                            .map(flow -> flow.name() + " " + flow.valid())
                            .toList());
            assertEquals(false, engine.flow("bad").valid());
            assertEquals("G101", engine.flow("bad").diagnostics().get(0).get("code"));
        }
    }

    @Test
    void unknownIdsAreNotFound() throws Exception {
        World world = new World(folder, Flows.TIMER);
        try (Engine engine = world.open()) {
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.run("none")));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.events("none", 0)));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.hold("none.a.1")));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.decide("none.a.1", World.approve("h"), SAM)));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.decide("", World.approve("h"), SAM)));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.cancel("none", null, SAM)));
            assertEquals(Problem.Kind.NOT_FOUND, refusal(() -> engine.retry("none", SAM)));
            assertEquals(
                    Problem.Kind.BAD_REQUEST,
                    refusal(() -> engine.runs(new Views.RunFilter(null, null, null, "x", 10))));
            assertEquals(
                    Problem.Kind.BAD_REQUEST,
                    refusal(() -> engine.runs(new Views.RunFilter(null, null, null, null, 0))));
        }
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine engine = world.open()) {
            List<String> started = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                started.add(
                        0,
                        rests(engine, engine.start("pay", Map.of("id", "T" + i), null, SAM))
                                .id());
            }
            List<String> listed = new ArrayList<>();
            List<String> held = new ArrayList<>();
            String cursor = null;
            do {
                Views.Page<Views.RunSummary> page = engine.runs(new Views.RunFilter("pay", "paused", null, cursor, 3));
                page.items().forEach(run -> listed.add(run.id()));
                cursor = page.next();
            } while (cursor != null);
            do {
                InboxViews.HoldPage page = engine.holds(new Views.HoldFilter(null, null, "lead", cursor, 2));
                page.items().forEach(hold -> held.add(hold.run()));
                cursor = page.next();
            } while (cursor != null);
            assertEquals(started, listed);
            assertEquals(started.stream().sorted().toList(), held);
        }
    }

    @Test
    void aCancelledParentCancelsItsChild() throws Exception {
        World world = new World(folder, Flows.PARENT, Flows.PAY);
        try (Engine engine = world.open()) {
            Views.RunView parent = rests(engine, engine.start("parent", INPUT, null, SAM));
            assertStatus("paused", parent);
            assertEquals("a child run", parent.waitingFor());
            String child = parent.children().get(0).id();
            assertEquals(child, parent.holds().get(0).run());
            engine.cancel(parent.id(), null, SAM);
            assertStatus("cancelled", ended(engine, parent));
            assertStatus("cancelled", ended(engine, engine.run(child)));
            assertEquals(
                    List.of(),
                    engine.holds(new Views.HoldFilter(null, null, null, null, 10))
                            .items());
        }
    }

    @Test
    void aLogIsDenseAndEachEventSaysItsTimeAndType() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        List<Views.Change> changes = new CopyOnWriteArrayList<>();
        world.models = (call, of) -> new ModelOutcome.Replied("yes", "fast", 10, 2, 0, 0.001);
        try (Engine engine = world.open();
                AutoCloseable watching = engine.watch(changes::add)) {
            assertTrue(watching != null);
            Views.RunView run = rests(engine, engine.start("ask-model", INPUT, null, SAM));
            List<Map<String, Object>> events = engine.events(run.id(), 0);
            for (int i = 0; i < events.size(); i++) {
                assertEquals(i + 1L, events.get(i).get("seq"));
            }
            assertEquals("RunStarted", types(engine, run.id()).get(0));
            assertEquals("RunEnded", types(engine, run.id()).get(events.size() - 1));
            assertEquals(2, engine.events(run.id(), events.size() - 2L).size());
            assertEquals(1, run.usage().llmCalls());
            assertEquals(0.001, run.usage().costUsd());
            assertTrue(changes.contains(new Views.Change("run", run.id(), "succeeded")), changes.toString());
        }
    }

    @Test
    void aForkIsANewRunOfTheSameBundleAndInput() throws Exception {
        World world = new World(folder, Flows.ASK_MODEL);
        try (Engine engine = world.open()) {
            Views.RunView run = rests(engine, engine.start("ask-model", INPUT, null, SAM));
            Views.RunView fork = engine.fork(run.id(), SAM);
            assertNotEquals(run.id(), fork.id());
            assertEquals(run.bundle(), fork.bundle());
            assertEquals(run.input(), fork.input());
        }
    }
}
