package dev.signalbox.testkit;

import static dev.signalbox.testkit.World.SAM;
import static dev.signalbox.testkit.World.assertStatus;
import static dev.signalbox.testkit.World.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all runs of a flow, and of a workspace, may use of models in one day. */
class DayLimitsTest {
    private static final Map<String, Object> INPUT = Map.of();

    @TempDir
    Path folder = Path.of("");

    /** One question, with what {@code day} allows; with {@code LIMIT} for where the limit leads. */
    private static String asks(String name, String day) {
        return """
                signalbox: 1
                flow: NAME
                version: 1.0.0
                limits: { steps: 30, llm_calls: 9, duration: 30d, DAY }
                data: { word: { enum: [yes, no] } }
                otherwise: { failed: broken, invalid: broken, limit: full }
                start: ask
                states:
                  ask:
                    llm: { model: fast, prompt: "Yes?", max_output: 50, repair: 2 }
                    save: word
                    retry: { max: 1, backoff: 1s..1s }
                    next: done
                  done: { end: succeeded }
                  full: { end: failed, error: "${error.message}" }
                  broken: { end: failed, error: "${error.kind}" }
                """.replace("NAME", name).replace(", DAY", day.isEmpty() ? "" : ", day: { " + day + " }");
    }

    private static final String ASKS_SIX = """
            signalbox: 1
            flow: each
            version: 1.0.0
            limits: { steps: 30, duration: 30d, day: { llm_calls: 40, tokens: 3000 } }
            data: { items: { type: array, maxItems: 6, items: { type: integer }, default: [1, 2, 3, 4, 5, 6] } }
            otherwise: { failed: broken, limit: broken }
            start: ask
            states:
              ask:
                each:
                  item: it
                  in: items
                  max: 6
                  concurrency: 6
                  on_item_error: collect
                  step: { llm: { model: fast, prompt: "Yes?", output: { enum: [yes, no] }, max_output: 50, repair: 0 } }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: "${error.kind}" }
            """;

    private World world(String workspaceDay, String... flows) throws Exception {
        World world = new World(folder, flows);
        if (!workspaceDay.isEmpty()) {
            Path file = folder.resolve("signalbox.yaml");
            Files.writeString(file, Files.readString(file) + "limits:\n  day: { " + workspaceDay + " }\n");
        }
        return world;
    }

    /** Nothing says where the limit leads. */
    private static String unrouted(String day) {
        return asks("asks", day)
                .replace(", limit: full", "")
                .replace("  full: { end: failed, error: \"${error.message}\" }\n", "");
    }

    private static Views.RunView run(Engine engine, String flow) throws Exception {
        return World.ended(engine, engine.start(flow, INPUT, null, SAM));
    }

    private static List<Use> used(World world) {
        LocalDate today = LocalDate.ofInstant(world.clock.now(), ZoneOffset.UTC);
        return MemoryStore.shared(world.disk, world.clock).usedOn(today);
    }

    @Test
    void aFlowThatHasUsedItsDayIsLedToItsLimitAndNothingIsSentUntilTheNext() throws Exception {
        World world = world("", asks("asks", "llm_calls: 2"));
        try (Engine engine = world.open()) {
            assertStatus("succeeded", run(engine, "asks"));
            assertStatus("succeeded", run(engine, "asks"));
            Views.RunView full = run(engine, "asks");
            assertStatus("failed", full);
            LocalDate today = LocalDate.ofInstant(world.clock.now(), ZoneOffset.UTC);
            assertEquals(
                    "the flow asks may use 2 model calls a day; on " + today
                            + " 2 are used or set aside, and one more call may take 1. The day ends at "
                            + today.plusDays(1) + "T00:00:00Z (asks.flow.yaml:4).",
                    full.error());
            assertEquals(2, world.questions.size());
            List<String> types = types(engine, full.id());
            assertEquals(1, types.stream().filter("LimitReached"::equals).count());
            assertEquals(0, full.usage().llmCalls());
            world.clock.advance(Duration.ofDays(1));
            assertStatus("succeeded", run(engine, "asks"));
            assertEquals(3, world.questions.size());
        }
        assertEquals(List.of(new Use("asks", Amount.used(1, 12, 0.001))), used(world));
    }

    @Test
    void aWorkspacesDayIsOfAllItsFlowsAndIsReadWhenItIsAskedAbout() throws Exception {
        World world = world("tokens: 200", asks("one", ""), asks("other", "llm_calls: 50"));
        try (Engine engine = world.open()) {
            while (run(engine, "one").status().equals("succeeded")) {
                assertTrue(world.questions.size() < 50);
            }
            Views.RunView full = run(engine, "other");
            assertTrue(full.error().startsWith("the workspace may use 200 tokens a day; on "), full.error());
            assertTrue(full.error().endsWith(" (signalbox.yaml:6)."), full.error());
        }
        int asked = world.questions.size();
        assertEquals(
                Amount.used(asked, 12L * asked, 0.001 * asked),
                used(world).get(0).used());
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                Files.readString(folder.resolve("signalbox.yaml")).replace("200", "2000"));
        try (Engine engine = world.open()) {
            assertStatus("succeeded", run(engine, "other"));
        }
        assertEquals(
                List.of(DayLedger.ALL, "other"),
                used(world).stream().map(Use::scope).toList());
    }

    @Test
    void aWorkspaceFileThatIsBrokenForAMomentLiftsNoLimit() throws Exception {
        String later = asks("later", "")
                .replace("start: ask", "start: rest")
                .replace("states:\n", "states:\n  rest: { wait: { for: 10m }, next: ask }\n");
        World world = world("llm_calls: 0", later);
        try (Engine engine = world.open()) {
            Views.RunView run = World.rests(engine, engine.start("later", INPUT, null, SAM));
            Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nlimits: { day: {\n");
            assertTrue(engine.flows().stream().noneMatch(flow -> flow.name().isEmpty()), "it has been read again");
            world.clock.advance(Duration.ofMinutes(10));
            Views.RunView full = World.ended(engine, run);
            assertTrue(full.error().startsWith("the workspace may use 0 model calls a day"), full.error());
        }
        assertEquals(0, world.questions.size());
    }

    @Test
    void withoutALimitOfADayNothingIsWritten() throws Exception {
        World world = world("", asks("asks", ""));
        try (Engine engine = world.open()) {
            assertStatus("succeeded", run(engine, "asks"));
        }
        assertEquals(List.of(), used(world));
    }

    @Test
    void everyRepairAndRetryIsSetAsideAnewAndALostReplyStaysCharged() throws Exception {
        World world = world("", asks("asks", "llm_calls: 9"));
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(2);
        world.models = (call, of) -> {
            again.countDown();
            return switch (asked.incrementAndGet()) {
                case 1 -> new ModelOutcome.Failed("timeout", "no answer", null);
                case 2, 3 -> new ModelOutcome.Replied("perhaps", "fast", 10, 2, 0, 0.001);
                default -> new ModelOutcome.Replied("yes", "fast", 10, 2, 0, 0.001);
            };
        };
        try (Engine engine = world.open()) {
            Views.RunView run = engine.start("asks", INPUT, null, SAM);
            for (int i = 0; i < 2000 && !again.await(10, TimeUnit.MILLISECONDS); i++) {
                world.clock.advance(Duration.ofSeconds(1));
            }
            assertStatus("succeeded", World.ended(engine, run));
            Amount used = used(world).get(0).used();
            assertEquals(4, used.calls());
            long lost = used.tokens() - 3 * 12;
            assertTrue(lost > 50, lost + " tokens for the reply that was lost");
        }
    }

    @Test
    void aCallThatWasRefusedOrThatAPersonAnswersUsesNothing() throws Exception {
        World world = world("", asks("asks", "llm_calls: 1"));
        world.models = (call, of) -> new ModelOutcome.Failed("http.401", "no", null);
        try (Engine engine = world.open()) {
            assertStatus("failed", run(engine, "asks"));
            world.models = (call, of) -> new ModelOutcome.NeedsPerson("nobody recorded it");
            assertStatus("paused", World.rests(engine, engine.start("asks", INPUT, null, SAM)));
        }
        assertEquals(List.of(new Use("asks", Amount.NONE)), used(world));
    }

    @Test
    void aCallWhoseAnswerACrashLostIsChargedAndMadeAgain() throws Exception {
        World world = world("", asks("asks", "llm_calls: 3"));
        CountDownLatch reached = new CountDownLatch(1);
        world.models = (call, of) -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException("a latch that nobody counts down opened");
        };
        Engine dead = world.open();
        Views.RunView run = dead.start("asks", INPUT, null, SAM);
        assertTrue(reached.await(30, TimeUnit.SECONDS));
        world.disk.cut();
        dead.close();
        world.models = (call, of) -> new ModelOutcome.Replied("yes", "fast", 10, 2, 0, 0.001);
        try (Engine heir = world.open()) {
            assertStatus("succeeded", World.ended(heir, run));
        }
        assertEquals(2, used(world).get(0).used().calls());
        assertTrue(used(world).get(0).used().tokens() > 12 + 50);
    }

    @Test
    void aChildsUseIsOfItsOwnFlowsDay() throws Exception {
        String parent = """
                signalbox: 1
                flow: parent
                version: 1.0.0
                limits: { steps: 30, duration: 30d, day: { llm_calls: 0 } }
                otherwise: { failed: broken }
                start: go
                states:
                  go: { flow: asks, with: {}, next: done }
                  done: { end: succeeded }
                  broken: { end: failed, error: "${error.message}" }
                """;
        World world = world("", asks("asks", "llm_calls: 1"), parent);
        try (Engine engine = world.open()) {
            assertStatus("succeeded", run(engine, "parent"));
            Views.RunView full = run(engine, "parent");
            assertTrue(full.error().startsWith("the flow asks may use 1 model call a"), full.error());
        }
        assertEquals(List.of("asks"), used(world).stream().map(Use::scope).toList());
    }

    @Test
    void anOperatorsRetryOnTheNextDayGoesOn() throws Exception {
        World world = world("", unrouted("llm_calls: 1"));
        try (Engine engine = world.open()) {
            assertStatus("succeeded", run(engine, "asks"));
            Views.RunView stuck = run(engine, "asks");
            assertStatus("stuck", stuck);
            assertStatus("stuck", World.ended(engine, engine.retry(stuck.id(), SAM)));
            world.clock.advance(Duration.ofDays(1));
            assertStatus("succeeded", World.ended(engine, engine.retry(stuck.id(), SAM)));
        }
        assertEquals(2, world.questions.size());
    }

    @Test
    void twoEnginesAndCallsSideBySideNeverGoOverIt() throws Exception {
        World world = world("cost_usd: 0.05", ASKS_SIX);
        ConcurrentLinkedQueue<String> over = new ConcurrentLinkedQueue<>();
        List<Engine> engines = new ArrayList<>();
        MemoryStore looking = MemoryStore.shared(world.disk, world.clock);
        LocalDate today = LocalDate.ofInstant(world.clock.now(), ZoneOffset.UTC);
        Amount flow = Amount.limit(40L, 3000L, null);
        world.models = (call, of) -> {
            for (Use use : looking.usedOn(today)) {
                if (!use.used().within(flow)) {
                    over.add(use.toString());
                }
            }
            return new ModelOutcome.Replied("yes", "fast", 20, 3, 0, 0.0007);
        };
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            engines.add(one);
            engines.add(other);
            List<Views.RunView> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(engines.get(i % 2).start("each", INPUT, null, SAM));
            }
            for (int i = 0; i < runs.size(); i++) {
                World.ended(engines.get(i % 2), runs.get(i));
            }
        }
        assertEquals(List.of(), List.copyOf(over));
        Use use = looking.usedOn(today).stream()
                .filter(one -> one.scope().equals("each"))
                .findFirst()
                .orElseThrow();
        assertTrue(use.used().within(flow), use::toString);
        assertEquals(use.used().calls(), world.questions.size());
        assertTrue(world.questions.size() >= 30 && world.questions.size() <= 40, world.questions.size() + " calls");
    }
}
