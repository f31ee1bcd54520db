package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may use, what is left of it for a child run, and a run that is stopped. */
class LimitsTest {
    @Test
    void aChildGetsWhatIsLeftOfEachLimitThatTheParentHas() {
        World none = World.of(
                        SideBySideTest.PARENT
                                .replace(
                                        "limits: { steps: 30, llm_calls: 9, tokens: 1000, cost_usd: 2.0, duration: 30d }\n",
                                        "")
                                .replace("APPROVE", "otherwise: { failed: failed, flow.cancelled: stopped }"),
                        SideBySideTest.CHILD)
                .start("{}");
        assertEquals(Limits.NONE, none.child().remainder());
        Limits left = SideBySideTest.parent("title: asks").child().remainder();
        assertEquals(1000L, left.tokens());
        assertEquals(2.0, left.costUsd());
        assertNull(left.steps(), "its steps are its own");
    }

    @Test
    void aRunTakesTheStricterOfItsOwnLimitsAndWhatItsParentHasLeft() {
        for (Limits given : new Limits[] {
            new Limits(5L, 2L, 50L, 0.1, Duration.ofHours(1)),
            new Limits(500L, 200L, 5000000L, 100.0, Duration.ofDays(90))
        }) {
            World world = World.of(QuestionsTest.ASKS);
            Command.StartRun start = World.startCommand("{\"message\": \"m\"}");
            world.does(new Command.StartRun(
                    start.run(), new BundleHash("b".repeat(64)), start.input(), "K9", "ann", null, given));
            boolean strict = given.steps() == 5;
            assertEquals(strict ? 5L : 30L, world.run().limits().steps());
            assertEquals(strict ? 2L : 3L, world.run().limits().llmCalls());
            assertEquals(strict ? 0.1 : 1.0, world.run().limits().costUsd());
            assertEquals("K9", world.run().key());
        }
    }

    @Test
    void withoutLimitsAQuestionIsAskedAllTheSame() {
        World world = World.of(QuestionsTest.ASKS
                        .replace(
                                "limits: { steps: 30, llm_calls: 3, tokens: 20000, cost_usd: 1.0, duration: 7d }\n", "")
                        .replace("max_output: 100", "temperature: 0"))
                .start("{\"message\": \"m\"}");
        assertEquals(2000, world.question().maxOutput());
        world.replies("refund").is(RunStatus.SUCCEEDED);
    }

    @Test
    void afterALimitNoQuestionIsAsked() {
        World world = World.of("""
                limits: { steps: 2, llm_calls: 9, tokens: 20000, cost_usd: 1.0, duration: 7d }
                data: { word: { type: string, maxLength: 90, default: "" } }
                otherwise: { limit: think, failed: failed, invalid: failed, overflow: failed }
                start: a
                states:
                  a: { next: b }
                  b: { next: c }
                  c: { next: done }
                  think:
                    llm: { model: fast, prompt: "Say a word." }
                    save: word
                    otherwise: { limit: over }
                    next: done
                  over: { end: failed, error: "${error.message}" }
                  failed: { end: failed, error: "${error.kind}" }
                  done: { end: succeeded }
                """).start("{}");
        assertEquals(
                "the run's limit of 2 steps is reached",
                world.is(RunStatus.FAILED).run().error());
        assertTrue(world.effects().isEmpty());
    }

    @Test
    void aRunOfTooManyEventsIsLimited() {
        World world = World.of("""
                data: { n: { type: integer, default: 0 } }
                start: a
                states:
                  a: { set: { n: "${n + 1}" }, visits: 20000, otherwise: { exhausted: done, limit: over }, next: [ { when: n > 30000, to: done }, { to: a } ] }
                  over: { end: failed, error: "${error.message}" }
                  done: { end: succeeded }
                """).start("{}");
        assertEquals(
                "the run's limit of events is reached",
                world.is(RunStatus.FAILED).run().error());
        assertTrue(world.log().size() < 10_000);
    }

    @Test
    void aRunThatIsBeingCancelledStaysCancelledWhenItsTimeIsUp() {
        World world = CallsTest.writes("at_most_once", "timeout: 9s", "")
                .does(new Command.CancelRun(World.SAM, "stop"))
                .is(RunStatus.RUNNING)
                .wake(Duration.ofDays(8));
        world.is(RunStatus.RUNNING).answers("\"r\"").is(RunStatus.CANCELLED);
        assertEquals("stop", world.run().error());
    }

    @Test
    void aSecondCancelBeforeTheFirstIsThroughChangesNothing() {
        World world = CallsTest.writes("at_most_once", "timeout: 9s", "")
                .does(new Command.CancelRun(World.SAM, "stop"))
                .does(new Command.CancelRun(World.SAM, null))
                .is(RunStatus.RUNNING);
        world.answers("\"r\"").is(RunStatus.CANCELLED);
        assertEquals("cancelled by sam", world.run().error());
    }

    @Test
    void aRunWhoseTimeIsUpTakesItsRouteOnceItsWriteIsThrough() {
        World world = CallsTest.writes("at_most_once", "timeout: 9s", "").wake(Duration.ofDays(8));
        world.is(RunStatus.RUNNING).answers("\"r\"").is(RunStatus.FAILED);
        assertEquals("over", world.run().error());
    }

    /** A write that may have happened beside a failure that nobody can route. */
    @Test
    void aWriteThatMayHaveHappenedIsNotMadeAgainByAnOperatorsRetry() {
        World world = World.of("""
                limits: { steps: 30, duration: 30d }
                data: { tries: { type: integer, maximum: 0, default: 0 } }
                actions:
                  look: { echo: {}, args: { type: object }, effect: read }
                  pay: { echo: {}, args: { type: object }, effect: write, risk: low, delivery: at_most_once }
                start: both
                states:
                  both:
                    parallel:
                      look: { call: look, with: {} }
                      pay: { call: pay, with: {} }
                    join: all
                    otherwise: { failed: { to: done, set: { tries: "${error.attempt}" } } }
                    next: done
                  done: { end: succeeded }
                """).start("{}");
        world.does(world.outcome("pay", new dev.signalbox.core.command.ActionOutcome.Unknown("timeout", "no answer")));
        world.fails("look", "http.400").is(RunStatus.STUCK);
        world.does(new Command.RetryRun(World.SAM));
        assertEquals(1, world.call("pay").attempt(), "it may have happened");
        assertEquals("Did pay happen?", world.hold().title());
        world.answers("look", "1").is(RunStatus.PAUSED);
        world.answer("{\"outcome\": \"happened\", \"result\": 1}".replace(", \"result\": 1", ""))
                .is(RunStatus.SUCCEEDED);
    }

    @Test
    void anOperatorsRetryOfAnExhaustedStateEntersItOnceMore() {
        World world = World.of("""
                limits: { steps: 30, duration: 30d }
                data: { n: { type: integer, maximum: 5, default: 0 }, m: { type: integer, maximum: 0, default: 0 } }
                actions: { look: { echo: {}, args: { type: object }, effect: read } }
                start: go
                states:
                  go:
                    call: look
                    with: {}
                    visits: 9
                    otherwise: { failed: { to: go, in_a_row: 2 }, exhausted: { to: done, set: { m: "${error.attempt}" } } }
                    next: done
                  done: { end: succeeded }
                """.replace("n: { type: integer, maximum: 5, default: 0 }, ", ""))
                .start("{}");
        world.fails("http.400").fails("http.400").is(RunStatus.STUCK);
        world.does(new Command.RetryRun(World.SAM)).is(RunStatus.RUNNING);
        world.answers("1").is(RunStatus.SUCCEEDED);
    }

    @Test
    void whatIsUnderWayAtACancellationIsLetGoWhateverItIs() {
        World approved = CallsTest.writes("idempotent", "retry: { max: 2, backoff: 1s..1s }", "")
                .unknown();
        approved.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
        World repairing = QuestionsTest.asked().replies("money");
        repairing.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
        assertTrue(repairing.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon));
        World played = QuestionsTest.asked();
        played.does(played.reply(new dev.signalbox.core.command.ModelOutcome.NeedsPerson("x")));
        played.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
        assertTrue(played.run().holds().isEmpty());
    }

    @Test
    void aKeyThatCannotBeMadeStartsNothing() {
        World world = World.of("""
                input: { type: object, required: [n], properties: { n: { type: integer } } }
                key: "K${10 / input.n}"
                start: done
                states: { done: { end: succeeded } }
                """);
        assertTrue(
                world.refuses(World.startCommand("{\"n\": 0}")).message().startsWith("the run's key cannot be made"));
        assertEquals("K5", world.start("{\"n\": 2}").run().key());
    }

    @Test
    void aPromisedOutputThatDoesNotFitIsAFailureOfKindValue() {
        World world = World.of("""
                input: { type: object, required: [n], properties: { n: { type: integer } } }
                output: { type: object, required: [m], properties: { m: { type: integer, maximum: 5 } } }
                data: { n: { type: integer, maximum: 50 } }
                otherwise: { failed: failed }
                start: go
                states:
                  go: { set: { n: "${input.n}" }, next: done }
                  done: { end: succeeded, output: { m: "${n}" } }
                  failed: { end: failed, error: "${error.kind}" }
                """).start("{\"n\": 9}");
        assertEquals("value", world.is(RunStatus.FAILED).run().error());
        assertTrue(world.log().stream().anyMatch(event -> event instanceof Event.RouteTaken));
        assertEquals(Map.of("n", 9L), world.run().input());
    }

    @Test
    void aQuestionThatIsGivenUpAsItIsAskedIsNotAsked() {
        World world = World.of("""
                limits: { steps: 9, llm_calls: 1, tokens: 20000, duration: 7d }
                data:
                  items: { type: array, maxItems: 3, items: { type: integer }, default: [1, 2] }
                otherwise: { failed: failed, invalid: failed }
                start: all
                states:
                  all:
                    each:
                      item: it
                      in: items
                      max: 3
                      concurrency: 2
                      step: { llm: { model: fast, prompt: "Say yes.", output: { enum: [yes, no] } } }
                    next: done
                  failed: { end: failed, error: "${error.kind}" }
                  done: { end: succeeded }
                """).start("{}");
        world.is(RunStatus.STUCK);
        assertTrue(world.last().contains("ModelRequested"));
        assertTrue(world.effects().stream().noneMatch(Effect.ModelCall.class::isInstance));
    }

    /** Five questions side by side, of which {@code limits} has room for three at their worst. */
    private static World asksFive(String limits) {
        return World.of("""
                limits: { steps: 9, duration: 7d, LIMITS }
                data:
                  items: { type: array, maxItems: 5, items: { type: integer }, default: [1, 2, 3, 4, 5] }
                  errors: { type: array, items: { type: object } }
                otherwise: { failed: failed, limit: failed }
                start: all
                states:
                  all:
                    each:
                      item: it
                      in: items
                      max: 5
                      concurrency: 5
                      on_item_error: collect
                      step: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 100, repair: 0 } }
                    save: errors
                    next: done
                  failed: { end: failed, error: "${error.kind}" }
                  done: { end: succeeded }
                """.replace("LIMITS", limits)).start("{}");
    }

    private static List<Effect.ModelCall> questions(World world) {
        return world.effects().stream()
                .filter(Effect.ModelCall.class::isInstance)
                .map(Effect.ModelCall.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llm_calls: 3", "tokens: %d", "cost_usd: %s"})
    void questionsSideBySideAreSetAsideBeforeTheyLeave(String limit) {
        Counters worst = asksFive("llm_calls: 1").run().counters();
        long tokens = 4 * worst.reservedTokens() - 1;
        double usd = 3.5 * worst.reservedUsd();
        World world = asksFive(
                limit.contains("tokens")
                        ? limit.formatted(tokens)
                        : limit.contains("usd") ? limit.formatted(usd) : limit);
        assertEquals(3, questions(world).size());
        assertEquals(1, world.last().stream().filter("LimitReached"::equals).count(), "it is told once");
        for (Effect.ModelCall call : questions(world)) {
            world.does(new Command.CompleteModel(
                    call.step(), call.attempt(), new ModelOutcome.Replied("yes", "fast", 1, 1, 0, 0.00001)));
        }
        world.is(RunStatus.SUCCEEDED);
        assertEquals(3, world.run().usage().llmCalls());
        assertEquals(
                2,
                world.log().stream().filter(Event.StepFailed.class::isInstance).count());
    }

    @Test
    void questionsSideBySideAreLetGoOfAndCountedWhenTheTimeIsUp() {
        World world = asksFive("llm_calls: 9");
        long reserved = world.run().counters().reservedTokens();
        world.wake(Duration.ofDays(7)).is(RunStatus.FAILED);
        assertEquals("limit", world.run().error());
        assertEquals(
                5,
                world.effects().stream()
                        .filter(Effect.Abandon.class::isInstance)
                        .count());
        assertEquals(reserved, world.run().usage().tokens(), "nobody knows what they cost");
        assertEquals(0, world.run().counters().reservedCalls());
    }

    @Test
    void aStateOfManyStepsIsOneStepOfItsRun() {
        World world = asksFive("llm_calls: 9");
        assertEquals(1, world.run().usage().steps());
    }

    private static final ModelOutcome NO_ROOM =
            new ModelOutcome.NoRoom("day.tokens", "the flow story may use 5 tokens a day");

    private static Command noRoom(Effect.ModelCall call) {
        return new Command.CompleteModel(call.step(), call.attempt(), NO_ROOM);
    }

    @Test
    void whereADayHasNoRoomTheLimitIsToldOnceAndNothingIsCounted() {
        World world = asksFive("llm_calls: 9");
        for (Effect.ModelCall call : questions(world)) {
            world.does(noRoom(call));
        }
        world.is(RunStatus.SUCCEEDED);
        assertEquals(
                1,
                world.log().stream()
                        .filter(Event.LimitReached.class::isInstance)
                        .count());
        assertEquals(
                5,
                world.log().stream().filter(Event.StepFailed.class::isInstance).count());
        assertEquals(0, world.run().usage().llmCalls());
        assertEquals(0, world.run().counters().reservedCalls());
        assertEquals(
                Decision.Reason.LATE, world.refuses(noRoom(world.question())).reason());
    }

    @Test
    void afterADaysLimitNoQuestionIsAskedUntilAnOperatorTriesAgain() {
        World world = World.of("""
                limits: { steps: 9, llm_calls: 9, duration: 7d }
                data: { word: { enum: [yes, no] } }
                otherwise: { failed: failed, invalid: failed, overflow: failed }
                start: ask
                states:
                  ask:
                    llm: { model: fast, prompt: Yes? }
                    save: word
                    otherwise: { limit: again }
                    next: done
                  again:
                    llm: { model: fast, prompt: Really? }
                    save: word
                    next: done
                  failed: { end: failed, error: "${error.kind}" }
                  done: { end: succeeded }
                """).start("{}");
        world.does(noRoom(world.question())).is(RunStatus.STUCK).in("again");
        assertEquals("the limit of a day's tokens was reached", world.run().error());
        assertEquals(1, questions(world).size());
        world.does(new Command.RetryRun(World.SAM)).is(RunStatus.RUNNING);
        assertEquals(2, questions(world).size());
        world.replies("yes").is(RunStatus.SUCCEEDED);
    }
}
