package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.rests;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run once the workspace keeps its payloads no longer. */
class RetentionTest {
    private static final Duration DAYS_91 = Duration.ofDays(91);
    private static final String WHO = "customer-4711";

    private static final String DESK = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            limits: { steps: 30, duration: 200d }
            input: { type: object, required: [who], properties: { who: { type: string, maxLength: 40 } } }
            output: { type: object, required: [said], properties: { said: { type: string } } }
            data:
              said: { type: string, maxLength: 100 }
              amount: { type: number, maximum: 100, default: 1 }
              answer: { type: string, maxLength: 100 }
            actions:
              pay:
                java: pay
                args: { type: object, required: [who, amount], properties: { who: { type: string }, amount: { type: number } } }
                returns: { type: object, required: [said], properties: { said: { type: string } } }
                effect: write
                delivery: idempotent
            start: pay
            states:
              pay:
                call: pay
                with: { who: "${input.who}", amount: "${amount}" }
                approve: { title: "Pay ${input.who}?", show: [input.who], edit: [amount], by: [lead], within: 150d }
                save: { said: "${result.said}" }
                otherwise: { failed: broken, rejected: broken, expired: broken }
                next: judge
              judge:
                llm:
                  model: fast
                  prompt: "What of ${said}?"
                  context: { load: [{ name: said, from: said, max: 200, cut: end }] }
                save: answer
                otherwise: { invalid: broken, failed: broken }
                next: done
              done: { end: succeeded, output: { said: "${said}" } }
              broken: { end: failed, error: "It broke." }
            """;

    @TempDir
    Path folder = Path.of("");

    private World world(boolean keeps) throws Exception {
        World world = new World(folder, DESK);
        if (keeps) {
            Files.writeString(
                    folder.resolve("signalbox.yaml"), "retention: { payloads: 90d }\n", StandardOpenOption.APPEND);
        }
        world.actions = call -> World.answered(Map.of("said", "thanks from " + WHO));
        world.models = (call, of) -> new ModelOutcome.Replied("\"it concerns " + WHO + "\"", "fast", 10, 2, 0, 0.001);
        return world;
    }

    private static Views.RunView held(Engine engine) {
        Views.RunView run = rests(engine, engine.start("desk", Map.of("who", WHO), null, SAM));
        assertStatus("paused", run);
        return run;
    }

    private static void approve(Engine engine, Views.RunView run) {
        Views.HoldView hold = run.holds().get(0);
        engine.decide(
                hold.id(),
                new Views.DecisionRequest("approve", hold.hash(), null, Map.of("amount", 7.0), null, "fine"),
                SAM);
        assertStatus("succeeded", rests(engine, run));
    }

    private static String all(Engine engine, Views.RunView run) {
        return engine.run(run.id()) + " " + engine.events(run.id(), 0);
    }

    private static void passUntilPurged(World world, Engine engine, Views.RunView run) throws Exception {
        world.clock.advance(DAYS_91);
        untilPurged(engine, run);
    }

    private static void untilPurged(Engine engine, Views.RunView run) throws Exception {
        BlockingQueue<Views.Change> changes = new LinkedBlockingQueue<>();
        try (AutoCloseable watching = engine.watch(changes::add)) {
            assertTrue(watching != null);
            while (all(engine, run).contains(WHO)) {
                assertTrue(changes.poll(30, TimeUnit.SECONDS) != null, run.id());
            }
        }
    }

    @Test
    void ofAnOldRunThatEndedOnlyWhatHappenedIsLeft() throws Exception {
        World world = world(true);
        try (Engine engine = world.open()) {
            Views.RunView open = held(engine);
            Views.RunView run = held(engine);
            String hash = run.holds().get(0).hash();
            approve(engine, run);
            Views.RunView before = engine.run(run.id());
            String whole = all(engine, run);
            assertTrue(whole.contains(WHO) && whole.contains("amount=7.0"), whole);
            List<String> types = World.types(engine, run.id());

            passUntilPurged(world, engine, run);

            String left = all(engine, run);
            assertFalse(left.contains(WHO), left);
            assertFalse(left.contains("amount=7.0"), left);
            assertTrue(left.contains("$purged"), left);
            assertTrue(left.contains("by=sam") && left.contains("note=fine"), left);
            assertTrue(left.contains("hash=" + hash), left);
            assertEquals(types, World.types(engine, run.id()));
            Views.RunView after = engine.run(run.id());
            assertEquals(before.status(), after.status());
            assertEquals(before.usage(), after.usage());
            assertEquals(before.startedAt(), after.startedAt());
            assertTrue(all(engine, open).contains(WHO), "an open run keeps everything");
            approve(engine, engine.run(open.id()));
        }
    }

    @Test
    void aPurgedRunIsNotForkedAndAYoungOneIs() throws Exception {
        World world = world(true);
        try (Engine engine = world.open()) {
            Views.RunView old = held(engine);
            approve(engine, old);
            passUntilPurged(world, engine, old);
            Views.RunView young = held(engine);
            approve(engine, young);

            assertTrue(engine.at(old.id(), 1, null).purged());
            assertEquals(
                    Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> engine.fork(old.id(), new ForkViews.ForkRequest(2L, false), SAM))
                            .kind());
            Problem refused = assertThrows(Problem.class, () -> engine.fork(old.id(), SAM));
            assertEquals(Problem.Kind.CONFLICT, refused.kind());
            assertTrue(String.valueOf(refused.getMessage()).contains("purged"), refused.getMessage());
            assertStatus("paused", rests(engine, engine.fork(young.id(), SAM)));
            assertTrue(all(engine, young).contains(WHO));
        }
    }

    @Test
    void whatEndedLongBeforeTheEngineWasStartedIsPurgedAtTheStart() throws Exception {
        World world = world(true);
        Views.RunView run;
        try (Engine engine = world.open()) {
            run = held(engine);
            approve(engine, run);
        }
        world.clock.advance(DAYS_91);
        try (Engine engine = world.open()) {
            untilPurged(engine, run);
            assertFalse(all(engine, run).contains(WHO));
        }
    }

    @Test
    void aWorkspaceThatDoesNotSaySoKeepsEverything() throws Exception {
        World world = world(false);
        Views.RunView run;
        try (Engine engine = world.open()) {
            run = held(engine);
            approve(engine, run);
            world.clock.advance(DAYS_91);
        }
        try (Engine engine = world.open()) {
            assertTrue(all(engine, run).contains(WHO));
        }
    }
}
