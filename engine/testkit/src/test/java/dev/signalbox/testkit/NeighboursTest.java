package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static dev.signalbox.testkit.World.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several engines on one store. */
class NeighboursTest {
    private static final Map<String, Object> INPUT = Map.of("id", "T1");
    private static final String IDEMPOTENT = "effect: write\n    delivery: idempotent\n    risk: low";

    @TempDir
    Path folder = Path.of("");

    private static final Bounds BOUNDS = Bounds.DEFAULT.withDrain(Duration.ofMillis(200));

    /** Time passes, beat by beat, until it has happened: beats are made on threads of their own. */
    private static void untilHappens(World world, CountDownLatch what) throws InterruptedException {
        for (int i = 0; i < 2000; i++) {
            world.clock.advance(RunStore.LEASE.dividedBy(4));
            if (what.await(10, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        throw new AssertionError("it never happened");
    }

    @Test
    void whatAnotherEngineBeganIsSeenAndDecidedHere() throws Exception {
        World world = new World(folder, Flows.PAY);
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            Views.RunView run = rests(one, one.start("pay", INPUT, null, SAM));
            Views.HoldView hold = other.run(run.id()).holds().get(0);
            other.decide(hold.id(), World.approve(hold.hash()), SAM);
            assertStatus("succeeded", rests(other, run));
            assertStatus("succeeded", rests(one, run));
        }
        assertEquals(1, world.calls.size());
    }

    @Test
    void theCallsOfAnEngineThatDiedAreTakenOverWhenItsLeaseIsOver() throws Exception {
        World world = new World(folder, Flows.call(IDEMPOTENT));
        CountDownLatch reached = new CountDownLatch(1);
        world.actions = world.hangs(reached);
        MemoryStore dying = MemoryStore.shared(world.disk, world.clock);
        Engine dead = world.open(dying, BOUNDS, world.clock);
        Views.RunView run = dead.start("call", INPUT, null, SAM);
        assertTrue(reached.await(30, TimeUnit.SECONDS));
        dying.cut();
        dead.close();
        CountDownLatch taken = new CountDownLatch(1);
        world.actions = call -> {
            taken.countDown();
            return World.answered(Map.of("n", 7L));
        };
        try (Engine heir = world.beside()) {
            assertStatus("running", heir.run(run.id()));
            assertEquals(1, world.calls.size());
            untilHappens(world, taken);
            assertStatus("succeeded", rests(heir, run));
        }
        List<Effect.ActionCall> calls = List.copyOf(world.calls);
        assertEquals(2, calls.size());
        assertEquals(calls.get(0).key(), calls.get(1).key());
    }

    @Test
    void aResultFromWhoLostTheCallIsEvidenceAndNoMore() throws Exception {
        World world = new World(folder, Flows.call(IDEMPOTENT));
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        world.actions = call -> {
            if (reached.getCount() > 0) {
                reached.countDown();
                late.await();
                return World.answered(Map.of("n", 1L));
            }
            again.countDown();
            finish.await();
            return World.answered(Map.of("n", 2L));
        };
        // Its own clock stands still, as that of a stopped process: it says that it is alive no more.
        VirtualClock stopped = new VirtualClock();
        try (Engine slow = world.open(MemoryStore.shared(world.disk, world.clock), BOUNDS, stopped);
                Engine quick = world.beside()) {
            Views.RunView run = slow.start("call", INPUT, null, SAM);
            assertTrue(reached.await(30, TimeUnit.SECONDS));
            untilHappens(world, again);
            CountDownLatch noted = new CountDownLatch(1);
            try (AutoCloseable watching = slow.watch(change -> {
                if (types(quick, run.id()).contains("LateResultNoted")) {
                    noted.countDown();
                }
            })) {
                assertTrue(watching != null);
                late.countDown();
                assertTrue(noted.await(30, TimeUnit.SECONDS));
            }
            finish.countDown();
            assertStatus("succeeded", rests(quick, run));
            assertEquals(Map.of("n", 2L), quick.run(run.id()).output());
        }
    }

    @Test
    void aCancelStopsACallOfAnotherEngine() throws Exception {
        World world = new World(folder, Flows.call("effect: read"));
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        world.actions = call -> {
            reached.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                stopped.countDown();
                throw e;
            }
            throw new IllegalStateException("a latch that nobody counts down opened");
        };
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            Views.RunView run = one.start("call", INPUT, null, SAM);
            assertTrue(reached.await(30, TimeUnit.SECONDS));
            other.cancel(run.id(), "no longer wanted", SAM);
            assertTrue(stopped.await(30, TimeUnit.SECONDS));
            assertStatus("cancelled", rests(one, run));
        }
    }

    @Test
    void whatAFullEngineHasNoRoomForIsDoneByAnother() throws Exception {
        World world = new World(folder, Flows.call(IDEMPOTENT));
        CountDownLatch open = new CountDownLatch(1);
        world.actions = call -> {
            open.await();
            return World.answered(Map.of("n", 1L));
        };
        try (Engine full = world.beside(new Bounds(2, 2, 1000, 100, 10, Duration.ofMillis(200), 200))) {
            List<Views.RunView> runs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                runs.add(full.start("call", Map.of("id", "T" + i), null, SAM));
            }
            assertEquals(2, full.effectsUnderWay());
            try (Engine helping = world.beside()) {
                assertEquals(8, helping.effectsUnderWay());
                open.countDown();
                for (Views.RunView run : runs) {
                    assertStatus("succeeded", rests(helping, run));
                }
            }
        }
        assertEquals(10, world.calls.size());
    }

    @Test
    void aTimerGoesOffOnceThoughTwoEnginesWatchIt() throws Exception {
        World world = new World(folder, Flows.TIMER);
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            Views.RunView run = rests(one, one.start("timer", INPUT, null, SAM));
            assertStatus("paused", other.run(run.id()));
            world.clock.advance(Duration.ofHours(3));
            assertStatus("succeeded", World.ended(one, run));
            assertEquals(
                    1,
                    types(other, run.id()).stream().filter("WaitEnded"::equals).count());
        }
    }

    @Test
    void anEngineThatClosesGivesItsCallsUpAtOnce() throws Exception {
        World world = new World(folder, Flows.call(IDEMPOTENT));
        CountDownLatch reached = new CountDownLatch(1);
        world.actions = world.hangs(reached);
        Views.RunView run;
        try (Engine leaving = world.beside()) {
            run = leaving.start("call", INPUT, null, SAM);
            assertTrue(reached.await(30, TimeUnit.SECONDS));
        }
        world.actions = call -> World.answered(Map.of("n", 7L));
        try (Engine heir = world.beside()) {
            assertStatus("succeeded", rests(heir, run));
        }
    }
}
