package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.listen.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever embeds the engine hears what runs come to, once the run shows it, and never holds a run up. */
class ListeningTest {
    private static final String HELD = """
            signalbox: 1
            flow: held
            version: 1.0.0
            data: { answer: { enum: [good, bad] } }
            start: a
            states:
              a:
                ask: { title: Well, by: [lead], within: 2h }
                save: answer
                otherwise: { expired: never }
                next: { match: answer, cases: { good: call, bad: never } }
              call: { call: risky, with: {}, approve: { title: Sure, by: [lead], within: 2h }, otherwise: { rejected: never, expired: never, failed: never, unknown: never }, next: done }
              done: { end: succeeded }
              never: { end: failed, error: no }
            actions:
              risky: { echo: {}, args: { type: object }, effect: write }
            """;

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final RunListener writes = new RunListener() {
        @Override
        public void holdOpened(Views.HoldView hold) {
            heard.add("opened " + hold.state() + " " + (hold.decided() == null));
        }

        @Override
        public void runEnded(Views.RunView run) {
            heard.add(run.status() + " " + run.ended());
        }

        @Override
        public void runStuck(Views.RunView run) {
            heard.add(run.status() + " " + run.ended());
        }
    };

    private Signalbox.Builder builder(World world) {
        return Signalbox.builder()
                .workspace(folder)
                .store(new MemoryStore(world.disk))
                .clock(world.clock)
                .actions(call -> world.actions.call(call));
    }

    private String next() throws InterruptedException {
        return heard.poll(2, TimeUnit.MINUTES);
    }

    @Test
    void holdsAndEndsAreToldInOrderAndAsTheyLook() throws Exception {
        World world = new World(folder, HELD);
        try (Engine engine = builder(world).listener(writes).build()) {
            Views.RunView run = engine.start("held", Map.of(), World.SAM);
            assertEquals("opened a true", next());
            engine.answer(engine.await(run.id(), World.LONG).holds().getFirst(), "good", World.SAM);
            assertEquals("opened call true", next());
            engine.approve(engine.await(run.id(), World.LONG).holds().getFirst(), "yes", Actor.program("test"));
            assertEquals("succeeded true", next());
        }
        assertTrue(heard.isEmpty(), heard.toString());
    }

    @Test
    void aStuckRunIsTold() throws Exception {
        // Its limit of steps is reached, and says not where that leads.
        World world = new World(folder, """
                signalbox: 1
                flow: counts
                version: 1.0.0
                limits: { steps: 4, duration: 1d }
                data: { n: { type: integer, default: 0 } }
                start: count
                states:
                  count:
                    set: { n: "${n + 1}" }
                    visits: 20
                    otherwise: { exhausted: done }
                    next: [ { when: n > 10, to: done }, { to: count } ]
                  done: { end: succeeded }
                """);
        try (Engine engine = builder(world).listener(writes).build()) {
            engine.start("counts", Map.of(), World.SAM);
            assertEquals("stuck false", next());
        }
        assertTrue(heard.isEmpty(), heard.toString());
    }

    @Test
    void oneThatThrowsOrDawdlesHoldsNothingUpAndTheOthersHear() throws Exception {
        World world = new World(folder, HELD);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        RunListener dawdles = new RunListener() {
            @Override
            public void holdOpened(Views.HoldView hold) {
                await(mayGoOn);
                throw new IllegalStateException("on purpose");
            }
        };
        try (Engine engine = builder(world).listener(dawdles).listener(writes).build()) {
            List<String> paused = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Views.RunView run = engine.start("held", Map.of(), World.SAM);
                paused.add(engine.await(run.id(), World.LONG).status());
            }
            assertEquals(List.of("paused", "paused", "paused"), paused);
            assertTrue(heard.isEmpty(), heard.toString());
            mayGoOn.countDown();
            for (int i = 0; i < 3; i++) {
                assertEquals("opened a true", next());
            }
        }
    }

    @Test
    void whatHappenedBeforeTheCloseIsTold() throws Exception {
        World world = new World(folder, HELD);
        for (int i = 0; i < 20; i++) {
            try (Engine engine = builder(world).listener(writes).build()) {
                engine.start("held", Map.of(), World.SAM);
            }
            assertEquals("opened a true", heard.poll());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
