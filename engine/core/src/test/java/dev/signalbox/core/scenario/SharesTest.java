package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run sets aside for its child runs, and that all of them together stay within its limits. */
class SharesTest {
    private static final String HEAD = """
            limits: { steps: 40, LIMITS, duration: 30d }
            data:
              items: { type: array, maxItems: 5, items: { type: integer }, default: [1, 2, 3, 4, 5] }
              word: { enum: [yes, no], default: no }
            otherwise: { failed: failed, invalid: failed, overflow: failed, limit: over }
            start: go
            states:
              over: { end: failed, error: "${error.message}" }
              failed: { end: failed, error: "${error.kind}" }
              done: { end: succeeded }
              go:
            """;
    private static final String ASKS =
            "{ llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20 } }";
    private static final String STARTS = "{ flow: helper, with: { n: 3 } }";

    private static World world(String limits, String go) {
        return World.of(HEAD.replace("LIMITS", limits) + go.indent(4) + "    next: done\n", SideBySideTest.CHILD)
                .start("{}");
    }

    private static List<Limits> shares(World world) {
        return world.effects().stream()
                .filter(Effect.ChildRun.class::isInstance)
                .map(effect -> ((Effect.ChildRun) effect).remainder())
                .toList();
    }

    private static List<Long> calls(World world) {
        return shares(world).stream().map(Limits::llmCalls).toList();
    }

    private static long reserved(World world) {
        return world.log().stream()
                .filter(Event.ModelRequested.class::isInstance)
                .map(Event.ModelRequested.class::cast)
                .findFirst()
                .orElseThrow()
                .reservedTokens();
    }

    private static Command ends(World world, int child, long calls) {
        Effect.ChildRun started = world.effects().stream()
                .filter(Effect.ChildRun.class::isInstance)
                .map(Effect.ChildRun.class::cast)
                .toList()
                .get(child);
        Usage used = new Usage(2, calls, 10 * calls, calls, 0, 0.01 * calls);
        return new Command.CompleteChild(started.step(), started.child(), "succeeded", Map.of("m", 1L), null, used);
    }

    @Test
    void branchesShareWhatIsLeftAlike() {
        World world = world(
                "llm_calls: 9, tokens: 900, cost_usd: 0.9",
                "parallel: { a: " + STARTS + ", b: " + STARTS + ", c: " + STARTS + " }");
        assertEquals(List.of(3L, 3L, 3L), calls(world));
        assertEquals(
                List.of(300L, 300L, 300L),
                shares(world).stream().map(Limits::tokens).toList());
        assertEquals(9, world.run().counters().reservedCalls());
        assertEquals(900, world.run().counters().reservedTokens());
        assertEquals(0.9, world.run().counters().reservedUsd(), 1e-12);
    }

    @Test
    void ofFewCallsTheFirstHaveSome() {
        assertEquals(
                List.of(1L, 1L, 0L),
                calls(world("llm_calls: 2", "parallel: { a: " + STARTS + ", b: " + STARTS + ", c: " + STARTS + " }")));
    }

    @Test
    void aQuestionThatIsToBeginBesideAChildHasAPartLikeTheChilds() {
        World world = world("llm_calls: 6, tokens: 6000", "parallel: { a: " + STARTS + ", b: " + ASKS + " }");
        assertEquals(List.of(3L), calls(world));
        assertEquals(4, world.run().counters().reservedCalls(), "the child's share and the question");
    }

    @Test
    void aQuestionUnderWayKeepsWhatItsRepairsAndRetriesMayTake() {
        String asks = ASKS.replace("max_output", "repair: 2, max_output").replace(" } }", " }, retry: { max: 1 } }");
        World world = world("llm_calls: 9, tokens: 9000", "parallel: { a: " + asks + ", b: " + STARTS + " }");
        assertEquals(List.of(5L), calls(world), "of nine: one is asked, three may follow");
        assertEquals(9000 - 4 * reserved(world), shares(world).get(0).tokens());
        World once = world(
                "llm_calls: 9",
                "parallel: { a: " + ASKS.replace("max_output", "repair: 0, max_output") + ", b: " + STARTS + " }");
        assertEquals(List.of(8L), calls(once));
        World few = world("llm_calls: 2", "parallel: { a: " + ASKS + ", b: " + STARTS + " }");
        assertEquals(List.of(1L), calls(few), "a child is not left without for what may never be asked");
    }

    @Test
    void anActionBesideAChildTakesNothing() {
        World world = World.of(
                        "actions: { look: { echo: {}, args: { type: object }, effect: read } }\n"
                                + HEAD.replace("LIMITS", "llm_calls: 6")
                                + "    parallel: { a: { call: look, with: {} }, b: " + STARTS
                                + " }\n    next: done\n",
                        SideBySideTest.CHILD)
                .start("{}");
        assertEquals(List.of(6L), calls(world));
    }

    @Test
    void asManyItemsShareAsMayRunSideBySideAndEachNextOneHasWhatIsLeft() {
        World world =
                world("llm_calls: 10", "each: { item: it, in: items, max: 5, concurrency: 2, step: " + STARTS + " }");
        assertEquals(List.of(5L, 5L), calls(world));
        world.does(ends(world, 0, 1));
        assertEquals(List.of(5L, 5L, 4L), calls(world), "four of the first one's five come back");
        world.does(ends(world, 1, 5));
        assertEquals(List.of(5L, 5L, 4L, 0L), calls(world));
        world.does(ends(world, 2, 0));
        assertEquals(List.of(5L, 5L, 4L, 0L, 4L), calls(world));
        world.does(ends(world, 3, 0)).does(ends(world, 4, 4)).is(RunStatus.SUCCEEDED);
        assertEquals(10, world.run().usage().llmCalls());
        assertEquals(0, world.run().counters().reservedCalls());
        assertEquals(Map.of(), world.run().counters().shares());
    }

    @Test
    void aChildThatIsLetGoOfKeepsItsShareUntilItIsOverWhereverItsParentIsByThen() {
        World world = World.of(
                        HEAD.replace("LIMITS", "llm_calls: 8")
                                + "    parallel: { a: " + STARTS + ", b: " + STARTS
                                + " }\n    join: any\n    next: then\n"
                                + "  then:\n    flow: helper\n    with: { n: 3 }\n    next: done\n",
                        SideBySideTest.CHILD)
                .start("{}");
        world.does(ends(world, 1, 1)).in("then");
        assertEquals(List.of(4L, 4L, 3L), calls(world), "four are the first one's still");
        world.does(ends(world, 0, 2)).in("then");
        assertEquals(List.of("ChildEnded"), world.last());
        assertEquals(3, world.run().usage().llmCalls());
        assertEquals(Decision.Reason.LATE, world.refuses(ends(world, 0, 2)).reason(), "it is counted once");
        world.does(ends(world, 2, 3)).is(RunStatus.SUCCEEDED);
        assertEquals(6, world.run().usage().llmCalls());
    }

    @Test
    void aRunThatEndsBeforeTheChildrenItLetGoOfIsTakenToHaveUsedTheirShares() {
        World world =
                world("llm_calls: 8, tokens: 800", "parallel: { a: " + STARTS + ", b: " + STARTS + " }\njoin: any");
        world.does(ends(world, 1, 1)).is(RunStatus.SUCCEEDED);
        assertEquals(1, world.run().usage().llmCalls());
        assertEquals(5, world.run().counters().atMost().llmCalls());
        assertEquals(411, world.run().counters().atMost().tokens());
    }

    @Test
    void aChildThatCannotBeStartedGivesItsShareBack() {
        World world = world("llm_calls: 8", "parallel: { a: " + STARTS + ", b: " + STARTS + " }\njoin: any");
        Effect.ChildRun child = world.child();
        world.does(new Command.CompleteChild(child.step(), child.child(), "failed", null, "no such flow", Usage.NONE));
        assertEquals(4, world.run().counters().reservedCalls());
    }

    @Test
    void afterALimitAChildMayAskNoModelEither() {
        World world = World.trusting(
                        HEAD.replace("LIMITS", "llm_calls: 0")
                                        .replace("overflow: failed, limit: over", "overflow: over, limit: then")
                                + ASKS.substring(2, ASKS.length() - 2).indent(4)
                                + "    next: done\n  then:\n    flow: helper\n    with: { n: 3 }\n    next: done\n",
                        SideBySideTest.CHILD)
                .start("{}")
                .in("then");
        assertEquals(List.of(0L), calls(world));
    }

    @Test
    void aLogFromBeforeSharesIsFoldedAsItWas() {
        World world = world("llm_calls: 8", "flow: helper\nwith: { n: 3 }").childEnds("succeeded", "{\"m\": 3}");
        Run run = null;
        for (Event event : world.log()) {
            run = Evolver.evolve(run, before(event));
            assertEquals(0, run.counters().reservedCalls());
            assertEquals(Map.of(), run.counters().shares());
        }
        assertEquals(world.run(), run);
    }

    /** The event as a program wrote it that knew no shares. */
    private static Event before(Event event) {
        return switch (event) {
            case Event.ChildRequested asked ->
                new Event.ChildRequested(asked.at(), asked.step(), asked.child(), asked.flow(), asked.input(), null);
            case Event.ChildEnded ended ->
                new Event.ChildEnded(
                        ended.at(), ended.step(), ended.status(), ended.output(), ended.error(), ended.usage(), null);
            default -> event;
        };
    }

    // Whatever comes in whatever order.

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void togetherTheyNeverGoOverALimit(long seed) {
        assertEquals(List.of(), live(seed, Family.Honesty.SOUND));
    }

    @ParameterizedTest
    @EnumSource(value = Family.Honesty.class, mode = EnumSource.Mode.EXCLUDE, names = "SOUND")
    void whoeverKeepsToItLessIsCaught(Family.Honesty honesty) {
        long caught = seeds().filter(seed -> !live(seed, honesty).isEmpty()).count();
        assertTrue(caught > 0, caught + " of 400");
    }

    private static List<String> live(long seed, Family.Honesty honesty) {
        Random random = new Random(seed);
        Family family = new Family(RandomFamilies.flows(random), random, honesty);
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < 3000 && family.step() && broken.isEmpty(); i++) {
            Limits limits = family.root().limits();
            Family.Cost bill = family.bill();
            over(broken, "calls", bill.calls(), limits.llmCalls());
            over(broken, "tokens", bill.tokens(), limits.tokens());
            over(broken, "usd", bill.usd(), limits.costUsd());
        }
        return broken;
    }

    private static void over(List<String> broken, String what, double bill, Number limit) {
        if (limit != null && bill > limit.doubleValue() + 1e-9) {
            broken.add(bill + " " + what + " of " + limit);
        }
    }
}
