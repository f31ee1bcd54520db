package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code wait}, {@code parallel}, {@code each}, {@code flow}, and cancelling what is under way. */
class SideBySideTest {
    static final String WAITS = """
            input: { type: object, required: [id], properties: { id: { type: string } } }
            limits: { steps: 30, duration: 30d }
            key: ${input.id}
            data: { paid: { type: object, required: [amount], properties: { amount: { type: number } } } }
            events: { payment.received: { payload: { type: object, required: [amount], properties: { amount: { type: number } } } } }
            start: first
            states:
              first: { wait: { for: 10m }, next: payment }
              payment:
                wait: { event: payment.received, where: event.amount > 5, within: 2d }
                save: paid
                otherwise: { expired: late }
                next: until
              until: { wait: { until: "2026-12-01T00:00:00Z" }, next: done }
              late: { end: failed, error: "late" }
              done: { end: succeeded }
            """;

    @Test
    void aTimerFiresWhenItIsDueAndNotBefore() {
        World world = World.of(WAITS).start("{\"id\": \"K1\"}").is(RunStatus.PAUSED);
        assertEquals(Instant.parse("2026-11-22T09:10:00Z"), world.run().wakeAt());
        world.wake(Duration.ofMinutes(9)).in("first");
        world.wake(Duration.ofMinutes(1)).in("payment").is(RunStatus.PAUSED);
        assertEquals("K1", world.run().waiters().get(0).key());
    }

    @Test
    void anEventIsCountedOnceByItsIdAndSatisfiesOneWait() {
        World world = World.of(WAITS).start("{\"id\": \"K1\"}").wake(Duration.ofMinutes(10));
        world.event("payment.received", "K1", "e1", "{\"amount\": 2}").in("payment");
        world.event("payment.received", "K1", "e1", "{\"amount\": 50}").in("payment");
        assertTrue(world.last().isEmpty(), "told again");
        world.event("payment.received", "K1", "e2", "{\"amount\": 50}")
                .in("until")
                .has("paid", "{\"amount\": 50.0}");
        assertEquals(1, world.run().desk().inbox().size(), "the first is still there for another wait");
        world.wake(Duration.ofDays(9)).is(RunStatus.SUCCEEDED);
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(new Command.DeliverEvent(
                                new EventName("payment.received"), "K1", "e3", JsonText.parse("{\"amount\": 1}")))
                        .reason());
    }

    @Test
    void anEventThatCameEarlyWaitsForItsWait() {
        World world = World.of(WAITS).start("{\"id\": \"K1\"}");
        world.event("payment.received", "K1", "e1", "{\"amount\": 50}")
                .in("first")
                .wake(Duration.ofMinutes(10));
        world.in("until");
        World late = World.of(WAITS.replace("10m", "2h")).start("{\"id\": \"K1\"}");
        late.event("payment.received", "K1", "e1", "{\"amount\": 50}")
                .wake(Duration.ofHours(2))
                .in("payment");
        late.event("payment.received", "K1", "e2", "{\"amount\": 1}");
        assertEquals(1, late.run().desk().inbox().size(), "what is too old is forgotten");
    }

    @Test
    void aPayloadThatDoesNotFitAndAnUndeclaredEventAreRefused() {
        World world = World.of(WAITS).start("{\"id\": \"K1\"}");
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.DeliverEvent(
                                new EventName("payment.received"), "K1", "e1", JsonText.parse("{\"amount\": \"x\"}")))
                        .reason());
        assertEquals(
                Decision.Reason.NOT_FOUND,
                world.refuses(new Command.DeliverEvent(new EventName("other"), "K1", "e1", JsonText.parse("{}")))
                        .reason());
    }

    @Test
    void nothingComingInTimeExpires() {
        World world = World.of(WAITS)
                .start("{\"id\": \"K1\"}")
                .wake(Duration.ofMinutes(10))
                .wake(Duration.ofDays(2));
        assertEquals("late", world.run().error());
    }

    static final String PARALLEL = """
            limits: { steps: 30, duration: 30d }
            output: { type: object, required: [a], properties: { a: { type: string } } }
            data: { a: { type: string, default: "" }, b: { type: string, default: "" } }
            actions:
              read_it: { echo: {}, args: { type: object }, returns: { type: string }, effect: read }
              write_it: { echo: {}, args: { type: object }, returns: { type: string }, effect: write, risk: low }
              risky: { echo: {}, args: { type: object }, returns: { type: string }, effect: write }
            otherwise: { failed: failed, rejected: failed, expired: failed, invalid: failed }
            start: both
            states:
              both:
                parallel:
                  first: { call: read_it, with: {}, save: a }
                  second: { call: write_it, with: {}, save: b }
                  third: { call: risky, with: {}, approve: { by: [lead], within: 1h } }
                join: JOIN
                next: done
              done: { end: succeeded, output: { a: "${a}" } }
              failed: { end: failed, error: "${error.kind}" }
            """;

    static World parallel(String join) {
        return World.of(PARALLEL.replace("JOIN", join)).start("{}");
    }

    @Test
    void allBranchesAreSavedAtTheJoin() {
        World world = parallel("all").is(RunStatus.RUNNING).answers("first", "\"x\"");
        world.has("a", "\"\"").answers("second", "\"y\"").is(RunStatus.PAUSED);
        world.approve().answers("third", "\"z\"").gives("{\"a\": \"x\"}").has("b", "\"y\"");
    }

    @Test
    void anyBranchMeetsTheJoinAndTheOthersAreLetGo() {
        World world = parallel("any").answers("second", "\"y\"");
        world.gives("{\"a\": \"\"}").has("b", "\"y\"");
        assertTrue(world.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon));
        assertTrue(world.last().contains("HoldWithdrawn"));
        assertTrue(world.run().holds().isEmpty());
    }

    @Test
    void aWriteThatLostIsAwaited() {
        World world =
                parallel("any").answers("first", "\"x\"").is(RunStatus.RUNNING).in("both");
        world.answers("second", "\"y\"").gives("{\"a\": \"x\"}");
    }

    @Test
    void aFailureIsTheStatesUnlessTheJoinIsMetWithoutIt() {
        World failed = parallel("all").fails("second", "http.400");
        failed.is(RunStatus.FAILED);
        World met = parallel("2")
                .fails("second", "http.400")
                .answers("first", "\"x\"")
                .is(RunStatus.PAUSED);
        met.approve().answers("third", "\"z\"").gives("{\"a\": \"x\"}");
        World unmet = parallel("2").fails("second", "http.400").reject("no");
        unmet.is(RunStatus.FAILED);
    }

    @Test
    void aResultThatComesAfterItsBranchWasLetGoIsNotedOrLate() {
        World world = parallel("any");
        Command read = world.outcome("first", World.answered("\"x\""));
        world.does(world.outcome("second", World.answered("\"y\"")));
        assertEquals(Decision.Reason.LATE, world.refuses(read).reason());
        World open = parallel("all");
        Command late = open.outcome("first", World.answered("\"x\""));
        open.reject("no").is(RunStatus.RUNNING);
        open.does(late);
        assertEquals(List.of("LateResultNoted"), open.last());
        open.answers("second", "\"y\"").is(RunStatus.FAILED);
        assertEquals("rejected", open.run().error());
    }

    @Test
    void aBranchNamedLikeFetchedDataHasASlotOfItsOwn() {
        World world = World.of("""
                limits: { steps: 30, duration: 30d }
                data:
                  status: { type: string, fetch: { call: look, with: {} } }
                  seen: { type: string, default: "" }
                actions:
                  look: { echo: {}, args: { type: object }, returns: { type: string }, effect: read }
                  note: { echo: {}, args: { type: object, required: [at], properties: { at: { type: string } } }, returns: { type: string }, effect: read }
                otherwise: { failed: failed }
                start: both
                states:
                  both:
                    parallel:
                      status: { call: note, with: { at: "${status}" }, save: seen }
                      other: { call: look, with: {} }
                    join: all
                    next: done
                  done: { end: succeeded }
                  failed: { end: failed, error: "${error.kind}" }
                """).start("{}");
        world.answers("status~", "\"up\"").answers("status", "\"noted\"").answers("other", "\"x\"");
        world.is(RunStatus.SUCCEEDED).has("seen", "\"noted\"").has("status", "\"up\"");
    }

    static final String EACH = """
            input: { type: object, required: [ids], properties: { ids: { type: array, items: { type: string }, maxItems: 9 } } }
            limits: { steps: 30, duration: 30d }
            data: { results: { type: array, items: {}, maxItems: 9 } }
            actions:
              look: { echo: {}, args: { type: object, required: [id, at], properties: { id: { type: string }, at: { type: integer } } }, returns: { type: string }, effect: read }
            start: all
            states:
              all:
                each:
                  item: id
                  in: input.ids
                  max: 4
                  concurrency: 2
                  on_item_error: ERROR
                  step: { call: look, with: { id: "${id}", at: "${index}" } }
                save: results
                otherwise: { failed: failed }
                next: done
              done: { end: succeeded }
              failed: { end: failed, error: "${error.kind}" }
            """;

    static World each(String onError, String ids) {
        return World.of(EACH.replace("ERROR", onError)).start("{\"ids\": " + ids + "}");
    }

    @Test
    void itemsGoSideBySideAndTheirResultsComeInOrder() {
        World world = each("fail", "[\"a\", \"b\", \"c\"]");
        assertEquals(2, world.effects().size());
        world.answers("1", "\"B\"");
        assertEquals(3, world.effects().size());
        assertEquals(Map.of("id", "c", "at", 2L), world.call("2").args());
        world.answers("2", "\"C\"")
                .answers("0", "\"A\"")
                .is(RunStatus.SUCCEEDED)
                .has("results", "[\"A\", \"B\", \"C\"]");
    }

    @Test
    void anEmptyListIsDoneAtOnceAndOneTooLongIsAFailure() {
        each("fail", "[]").is(RunStatus.SUCCEEDED).has("results", "[]");
        World world = each("fail", "[\"a\", \"b\", \"c\", \"d\", \"e\"]").is(RunStatus.FAILED);
        assertEquals("value", world.run().error());
    }

    @Test
    void aFailingItemFailsTheStateOrIsCollected() {
        World failed =
                each("fail", "[\"a\", \"b\", \"c\"]").fails("0", "http.400").is(RunStatus.FAILED);
        assertTrue(failed.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon));
        assertEquals("http.400", failed.run().error());
        World world = each("collect", "[\"a\", \"b\"]").fails("0", "http.400").answers("1", "\"B\"");
        world.is(RunStatus.SUCCEEDED)
                .has(
                        "results",
                        "[{\"error\": {\"kind\": \"http.400\", \"message\": \"it went wrong\"}}, {\"value\": \"B\"}]");
    }

    static final String CHILD = "signalbox: 1\nflow: helper\nversion: 1.0.0\n"
            + "input: { type: object, required: [n], properties: { n: { type: integer } } }\n"
            + "output: { type: object, required: [m], properties: { m: { type: integer } } }\n"
            + "limits: { steps: 3, duration: 1d }\nstart: done\n"
            + "states:\n  done: { end: succeeded, output: { m: \"${input.n}\" } }\n";

    static final String PARENT = """
            limits: { steps: 30, llm_calls: 9, tokens: 1000, cost_usd: 2.0, duration: 30d }
            data: { m: { type: integer } }
            start: ask_helper
            states:
              ask_helper:
                flow: helper
                with: { n: 3 }
                save: { m: "${result.m}" }
                APPROVE
                next: done
              done: { end: succeeded }
              stopped: { end: cancelled }
              failed: { end: failed, error: "${error.kind}" }
            """;

    static World parent(String approve) {
        return World.of(
                        PARENT.replace(
                                "APPROVE",
                                approve + "\n    " + "otherwise: { flow.cancelled: stopped, failed: failed"
                                        + (approve.startsWith("approve")
                                                ? ", rejected: failed, expired: failed }"
                                                : " }")),
                        CHILD)
                .start("{}");
    }

    @Test
    void aChildRunIsStartedWithWhatIsLeftAndItsUsageCountsInBoth() {
        World world = parent("title: asks").is(RunStatus.RUNNING);
        assertTrue(world.run().waitsForChildren());
        assertEquals(Map.of("n", 3L), world.child().input());
        assertEquals(9L, world.child().remainder().llmCalls());
        assertEquals(List.of(world.child().child()), world.run().children());
        world.childEnds("succeeded", "{\"m\": 3}").is(RunStatus.SUCCEEDED).has("m", "3");
        assertEquals(15, world.run().usage().tokens());
        assertEquals(
                Decision.Reason.LATE,
                world.refuses(new Command.CompleteChild(
                                world.child().step(), world.child().child(), "succeeded", null, null, Usage.NONE))
                        .reason());
    }

    @Test
    void aChildThatFailedOrWasCancelledIsAnOutcome() {
        assertEquals(
                "flow.failed",
                parent("title: asks").childEnds("failed", null).run().error());
        parent("title: asks").childEnds("cancelled", null).is(RunStatus.CANCELLED);
    }

    @Test
    void aChildRunMayBeHeld() {
        World world = parent("approve: { by: [lead], within: 1h }").is(RunStatus.PAUSED);
        assertEquals(Map.of("n", 3L), world.hold().args());
        assertNull(world.hold().action());
        world.approve().childEnds("succeeded", "{\"m\": 3}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void cancellingLetsGoOfWhatIsUnderWayAndEndsTheRun() {
        World held = parallel("all");
        Command cancel = new Command.CancelRun(World.SAM, "no longer needed");
        held.does(cancel).is(RunStatus.RUNNING);
        assertTrue(held.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon));
        held.answers("second", "\"y\"").is(RunStatus.CANCELLED);
        assertEquals("no longer needed", held.run().error());
        assertEquals(Decision.Reason.CONFLICT, held.refuses(cancel).reason());
        World child = parent("title: asks")
                .does(new Command.CancelRun(World.SAM, null))
                .is(RunStatus.CANCELLED);
        assertTrue(child.effects().stream().anyMatch(effect -> effect instanceof Effect.CancelChild));
        World waiting = World.of(WAITS).start("{\"id\": \"K\"}").does(new Command.CancelRun(World.SAM, null));
        waiting.is(RunStatus.CANCELLED);
        assertNull(waiting.run().wakeAt());
        World pausing = PeopleTest.pays("", 900).does(new Command.CancelRun(World.SAM, null));
        assertTrue(pausing.run().holds().isEmpty());
        World asking = QuestionsTest.asked().does(new Command.CancelRun(World.SAM, null));
        assertEquals(0, asking.run().counters().reservedCalls());
        World backingOff = World.of(CallsTest.CALLS).start("{\"id\": \"1\"}").fails("timeout");
        backingOff.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
    }

    @Test
    void aWriteWhoseOutcomeIsUnknownDoesNotKeepACancelledRunAlive() {
        World world = CallsTest.writes("at_most_once", "timeout: 9s", "");
        world.does(new Command.CancelRun(World.SAM, null))
                .is(RunStatus.RUNNING)
                .unknown()
                .is(RunStatus.CANCELLED);
        World asked = CallsTest.writes("at_most_once", "timeout: 9s", "").unknown();
        asked.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
    }

    @Test
    void aCancelledRunMayCleanUpFirstAndASecondCancelEndsIt() {
        String flow = """
                limits: { steps: 30, duration: 30d }
                actions: { undo: { echo: {}, args: { type: object }, effect: read } }
                otherwise: { cancelled: tidy, failed: over }
                start: first
                states:
                  first: { wait: { for: 10m }, next: done }
                  tidy: { call: undo, with: {}, next: over }
                  over: { end: cancelled, error: "tidied" }
                  done: { end: succeeded }
                """;
        World world = World.of(flow).start("{}").does(new Command.CancelRun(World.SAM, null));
        world.in("tidy").is(RunStatus.RUNNING).answers("1").is(RunStatus.CANCELLED);
        assertEquals("tidied", world.run().error());
        World twice = World.of(flow).start("{}").does(new Command.CancelRun(World.SAM, null));
        twice.does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
    }

    @Test
    void theRunsTimeCountsWaitingToo() {
        World world = World.of(WAITS.replace("duration: 30d", "duration: 5m")
                        .replace("start: first", "otherwise: { limit: late }\nstart: first"))
                .start("{\"id\": \"K1\"}");
        assertEquals(Instant.parse("2026-11-22T09:05:00Z"), world.run().wakeAt());
        world.wake(Duration.ofMinutes(5)).is(RunStatus.FAILED);
        assertEquals("late", world.run().error());
    }

    @Test
    void anOperatorsRetryAsksAgainWhateverFailedOrWasLetGo() {
        World world = World.of(PARALLEL.replace("JOIN", "all")
                        .replace("data: { a:", "data: { tries: { type: integer, maximum: 0 }, a:")
                        .replace(
                                "otherwise: { failed: failed, ",
                                "otherwise: { failed: { to: failed, set: { tries: \"${error.attempt}\" } }, "))
                .start("{}");
        world.approve().fails("third", "http.400").answers("second", "\"y\"").is(RunStatus.STUCK);
        world.does(new Command.RetryRun(World.SAM)).is(RunStatus.RUNNING);
        assertEquals(2, world.call("third").attempt(), "under the approval it had");
        assertEquals(2, world.call("first").attempt(), "it had been let go");
        assertEquals(1, world.call("second").attempt(), "it had succeeded");
        world.answers("first", "\"x\"").answers("third", "\"z\"").gives("{\"a\": \"x\"}");
    }

    @Test
    void aRunThatGetsStuckWhileCleaningUpKeepsEverything() {
        World world = World.of("""
                limits: { steps: 30, duration: 30d }
                data: { n: { type: integer, maximum: 1, default: 1 } }
                otherwise: { cancelled: tidy }
                start: first
                states:
                  first: { wait: { for: 10m }, next: done }
                  tidy: { set: { n: "${n + 1}" }, next: done }
                  done: { end: succeeded }
                """).start("{}").does(new Command.CancelRun(World.SAM, null));
        world.is(RunStatus.STUCK);
    }

    @Test
    void aStuckRunCanBeCancelled() {
        World stuck = CallsTest.stuck();
        stuck.is(RunStatus.STUCK).does(new Command.CancelRun(World.SAM, null)).is(RunStatus.CANCELLED);
    }
}
