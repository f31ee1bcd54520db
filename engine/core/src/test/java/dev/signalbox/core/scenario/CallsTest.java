package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code call}: actions, retries, risk, delivery, fetched data. */
class CallsTest {
    static final String CALLS = """
            input: { type: object, required: [id], properties: { id: { type: string }, amount: { type: number } } }
            output: { type: object, required: [total], properties: { total: { type: number } } }
            limits: { steps: 30, duration: 7d }
            data: { order: { type: object, required: [total], properties: { total: { type: number } } } }
            actions:
              get_order:
                http:
                  method: GET
                  url: "${env.HOST}/orders/${args.id}"
                  headers: { Authorization: "Bearer ${secret.TOKEN}" }
                  query: { verbose: "yes" }
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [total], properties: { total: { type: number } } }
                effect: read
                fails: [ { when: "response.status == 404", code: gone, message: "no order" } ]
            start: look
            states:
              look:
                call: get_order
                with: { id: "${input.id}" }
                save: order
                retry: { max: 2, backoff: 1s..3s }
                timeout: 5s
                otherwise: { action.gone: lost, http.400: lost, failed: { to: failed, in_a_row: 2 }, exhausted: failed }
                next: done
              done: { end: succeeded, output: { total: "${order.total}" } }
              lost: { end: failed, error: "lost: ${error.message}" }
              failed: { end: failed, error: "${error.kind}" }
            """;

    @Test
    void anErrorThatACodesConditionCannotBeAskedOfStaysTheErrorThatItIs() {
        World world = World.of(CALLS.replace("response.status == 404", "response.body.gone == true"))
                .start("{\"id\": \"A\"}");
        world.does(world.outcome(
                "", new ActionOutcome.Failed("http.503", "busy", Map.of("status", 503L, "body", "<html>"), null)));
        assertEquals("CallFailed", world.last().getFirst());
        world.wake(Duration.ofSeconds(1))
                .answers("{\"total\": 12, \"gone\": false}")
                .gives("{\"total\": 12.0}");
    }

    @Test
    void aCallIsRenderedWithSecretsAsNamesAndItsResultSaved() {
        World world = World.of(CALLS).start("{\"id\": \"A/1\"}").is(RunStatus.RUNNING);
        Effect.ActionCall call = world.call("");
        Target.Http http = (Target.Http) call.target();
        assertEquals("https://api.example/orders/A%2F1?verbose=yes", http.url());
        assertEquals("Bearer ${secret.TOKEN}", http.headers().get("Authorization"));
        assertEquals(call.step().toString(), call.key());
        world.answers("{\"total\": 12}").gives("{\"total\": 12.0}");
        Recorded recorded = world.run().memory().history().toList().get(0);
        assertEquals(Recorded.Kind.RESULT, recorded.kind());
        assertEquals(Map.of("action", "get_order", "args", Map.of("id", "A/1")), recorded.call());
    }

    @Test
    void aLostConnectionIsTriedAgainWithTheSameKeyAndThenFails() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}");
        String key = world.call("").key();
        world.fails("connection").is(RunStatus.RUNNING);
        assertEquals(Instant.parse("2026-11-22T09:00:01Z"), world.run().wakeAt());
        world.does(new Command.Wake());
        assertEquals(1, world.call("").attempt(), "not due yet");
        world.wake(Duration.ofSeconds(1));
        assertEquals(2, world.call("").attempt());
        assertEquals(key, world.call("").key());
        world.fails("http.503").wake(Duration.ofSeconds(2));
        assertEquals(3, world.call("").attempt());
        world.fails("timeout").is(RunStatus.FAILED);
        assertEquals("timeout", world.run().error());
    }

    @Test
    void aServerMayAskToWaitLonger() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}");
        world.does(world.outcome("", new ActionOutcome.Failed("http.429", "slow down", null, Duration.ofMinutes(2))));
        assertEquals(Instant.parse("2026-11-22T09:02:00Z"), world.run().wakeAt());
    }

    @Test
    void aFailureThatIsNoPassingOneIsNotTriedAgain() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}").fails("http.400");
        world.is(RunStatus.FAILED);
        assertEquals("lost: it went wrong", world.run().error());
    }

    @Test
    void anAnswerThatIsAnErrorByTheFileIsOne() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}");
        world.does(world.outcome(
                "", new ActionOutcome.Failed("http.404", "not found", Map.of("status", 404L, "body", "none"), null)));
        world.is(RunStatus.FAILED);
        assertEquals("lost: no order", world.run().error());
    }

    @Test
    void anAnswerThatDoesNotFitReturnsIsAFailureOfKindValue() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}").answers("{\"total\": \"much\"}");
        assertEquals("value", world.run().error());
    }

    @Test
    void aResultOfAnotherTryOrASecondTimeNoLongerCounts() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}");
        Command done = world.outcome("", World.answered("{\"total\": 12}"));
        world.fails("connection");
        assertEquals(Decision.Reason.LATE, world.refuses(done).reason(), "the try has failed already");
        world.wake(Duration.ofSeconds(1));
        assertEquals(Decision.Reason.LATE, world.refuses(done).reason(), "that was the first try");
        world.answers("{\"total\": 12}");
        assertEquals(
                Decision.Reason.LATE,
                world.refuses(world.outcome("", World.answered("{\"total\": 13}")))
                        .reason());
    }

    static final String WRITES = """
            input: { type: object, required: [amount], properties: { amount: { type: number } } }
            output: { type: object, required: [ref], properties: { ref: { type: string } } }
            limits: { steps: 30, duration: 7d }
            data: { ref: { type: string, default: "" } }
            actions:
              pay:
                echo: {}
                args: { type: object, required: [amount], properties: { amount: { type: number } } }
                returns: { type: string }
                effect: write
                delivery: DELIVERY
                risk: low
                per_run: 2
            start: pay
            states:
              pay:
                call: pay
                with: { amount: "${input.amount}" }
                save: ref
                visits: 5
                RETRY
                otherwise: { exhausted: failed, failed: failed, limit: over ROUTE }
                next:
                  - { when: ref == "again", to: pay }
                  - { to: done }
              done: { end: succeeded, output: { ref: "${ref}" } }
              over: { end: failed, error: "over" }
              failed: { end: failed, error: "${error.kind}" }
            """;

    static World writes(String delivery, String retry, String route) {
        return World.of(WRITES.replace("DELIVERY", delivery)
                        .replace("RETRY", retry)
                        .replace(" ROUTE", route))
                .start("{\"amount\": 5}");
    }

    @Test
    void anAtMostOnceCallLeavesOnce() {
        World world = writes("at_most_once", "timeout: 9s", "");
        Command leaving = new Command.ReportLeaving(world.call("").step(), 1);
        world.does(leaving);
        assertEquals(List.of("CallSent"), world.last());
        assertEquals(Decision.Reason.LATE, world.refuses(leaving).reason());
        world.answers("\"r1\"").gives("{\"ref\": \"r1\"}");
        assertEquals(Decision.Reason.LATE, world.refuses(leaving).reason());
    }

    @Test
    void aResultOfWhoLostTheCallIsNotedAndChangesNothingElse() {
        World world = writes("at_most_once", "timeout: 9s", "");
        Command note = new Command.NoteResult(world.call("").step(), 1, "it answered");
        world.does(note);
        assertEquals(List.of("LateResultNoted"), world.last());
        world.answers("\"r1\"").gives("{\"ref\": \"r1\"}");
        assertEquals(Decision.Reason.LATE, world.refuses(note).reason());
    }

    @Test
    void aWriteThatMayHaveHappenedAsksAPersonAndIsNotRepeated() {
        World world = writes("at_most_once", "timeout: 9s", "").unknown().is(RunStatus.PAUSED);
        assertEquals(Hold.Purpose.UNKNOWN, world.hold().purpose());
        assertEquals(1, world.effects().size());
        Decision.Rejected refused = world.refuses(new Command.AnswerHold(
                world.holdId(), null, JsonText.parse("{\"outcome\": \"happened\"}"), null, World.SAM));
        assertEquals(Decision.Reason.INVALID, refused.reason(), "the flow reads what it returned");
        world.answer("{\"outcome\": \"happened\", \"result\": \"r7\"}").gives("{\"ref\": \"r7\"}");
    }

    @Test
    void aPersonMaySayThatItDidNotHappenOrHaveItTriedAgain() {
        writes("at_most_once", "timeout: 9s", "")
                .unknown()
                .answer("{\"outcome\": \"did_not_happen\"}")
                .is(RunStatus.FAILED);
        World again = writes("at_most_once", "timeout: 9s", "").unknown().answer("{\"outcome\": \"try_again\"}");
        assertEquals(2, again.call("").attempt());
        again.answers("\"r2\"").gives("{\"ref\": \"r2\"}");
    }

    @Test
    void aLateAnswerSettlesWhatAPersonIsAsked() {
        World world = writes("at_most_once", "timeout: 9s", "").unknown();
        HoldId hold = world.holdId();
        world.answers("\"late\"").gives("{\"ref\": \"late\"}");
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(new Command.AnswerHold(hold, null, JsonText.parse("{}"), null, World.SAM))
                        .reason());
        World failed = writes("at_most_once", "timeout: 9s", "").unknown().fails("http.500");
        failed.is(RunStatus.FAILED);
        World still = writes("at_most_once", "timeout: 9s", "").unknown();
        assertEquals(
                Decision.Reason.LATE,
                still.refuses(still.outcome("", new ActionOutcome.Unknown("crash", "again")))
                        .reason());
    }

    @Test
    void aFileMaySayWhatFollowsAnUnknownOutcome() {
        World world = writes("at_most_once", "timeout: 9s", ", unknown: over").unknown();
        assertEquals("over", world.run().error());
    }

    @Test
    void anIdempotentWriteIsTriedAgainAndThenUnknown() {
        World world =
                writes("idempotent", "retry: { max: 1, backoff: 1s..2s }", "").unknown();
        world.is(RunStatus.RUNNING).wake(Duration.ofSeconds(1)).unknown().is(RunStatus.PAUSED);
        assertEquals(Hold.Purpose.UNKNOWN, world.hold().purpose());
    }

    @Test
    void aReadDidNothingWhateverBecameOfIt() {
        World world = World.of(CALLS).start("{\"id\": \"1\"}").unknown();
        world.is(RunStatus.RUNNING);
        assertTrue(world.last().contains("CallFailed"));
    }

    @Test
    void moreCallsThanPerRunIsALimit() {
        World world = writes("idempotent", "timeout: 9s", "");
        world.answers("\"again\"").answers("\"again\"").is(RunStatus.FAILED);
        assertEquals("over", world.run().error());
        assertEquals(2, world.effects().size());
    }

    @Test
    void inARowCountsFailuresAndSuccessBeginsAnew() {
        World world = World.of("""
                limits: { steps: 30, duration: 7d }
                data: { n: { type: integer, default: 0 } }
                actions:
                  try_it: { echo: {}, args: { type: object }, effect: read, returns: { type: integer } }
                start: go
                states:
                  go:
                    call: try_it
                    with: {}
                    save: n
                    visits: 9
                    otherwise: { failed: { to: again, in_a_row: 2 }, exhausted: done }
                    next: [ { when: n > 5, to: done }, { to: go } ]
                  again: { next: go }
                  done: { end: succeeded }
                """).start("{}");
        world.fails("http.400").answers("1").fails("http.400").in("go").is(RunStatus.RUNNING);
        world.fails("http.400").is(RunStatus.SUCCEEDED);
        assertTrue(world.log().stream()
                .anyMatch(event -> event instanceof Event.RouteTaken taken
                        && taken.outcome().equals("exhausted")));
    }

    @Test
    void nobodyHandlesItStopsTheRunWithEverythingKeptUntilAnOperatorActs() {
        World world = writes("idempotent", "timeout: 9s", "").fails("http.400");
        world.is(RunStatus.FAILED);
        World stuck = stuck();
        stuck.is(RunStatus.STUCK);
        assertNull(stuck.run().wakeAt());
        assertEquals(
                Decision.Reason.LATE,
                stuck.refuses(stuck.outcome("", World.answered("1"))).reason());
        stuck.does(new Command.RetryRun(World.SAM)).is(RunStatus.RUNNING);
        assertEquals(2, stuck.call("").attempt());
        stuck.answers("1").is(RunStatus.SUCCEEDED);
        assertEquals(
                Decision.Reason.CONFLICT,
                stuck.refuses(new Command.RetryRun(World.SAM)).reason());
    }

    /** The route of its failure cannot be taken: what it sets does not fit. */
    static World stuck() {
        return World.of("""
                limits: { steps: 30, duration: 7d }
                data: { tries: { type: integer, minimum: 5 } }
                actions: { try_it: { echo: {}, args: { type: object }, effect: read } }
                start: go
                states:
                  go:
                    call: try_it
                    with: {}
                    otherwise: { failed: { to: done, set: { tries: "${error.attempt}" } } }
                    next: done
                  done: { end: succeeded }
                """).start("{}").fails("http.500");
    }

    static final String FETCHED = """
            limits: { steps: 30, duration: 7d }
            data:
              region: { type: string, default: eu }
              status:
                type: object
                required: [up]
                properties: { up: { type: boolean } }
                fetch: { call: status, with: { region: "${region}" }, fresh: 10m, retry: { max: 1, backoff: 1s..1s } }
              extra: { type: string, fetch: { call: extra, with: {} } }
            actions:
              status: { echo: {}, args: { type: object, required: [region], properties: { region: { type: string } } }, effect: read }
              extra: { echo: {}, args: { type: object }, effect: read }
              act: { echo: {}, args: { type: object, required: [up], properties: { up: { type: boolean } } }, effect: write, risk: high }
            otherwise: { failed: failed, rejected: failed, expired: failed }
            start: act
            states:
              act:
                call: act
                with: { up: "${status.up}" }
                approve: { by: [lead], within: 1h, show: [status, extra], recheck: status.up, use_within: 30m }
                visits: 3
                otherwise: { exhausted: failed }
                next: again
              again: { wait: { for: 5m }, next: act_again }
              act_again:
                call: act
                with: { up: "${status.up}" }
                approve: { by: [lead], within: 1h }
                next: done
              done: { end: succeeded }
              failed: { end: failed, error: "failed" }
            """;

    @Test
    void fetchedDataIsFetchedBeforeTheStateReadsIt() {
        World world = World.of(FETCHED).start("{}");
        assertEquals(Map.of("region", "eu"), world.call("status").args());
        world.answers("status", "{\"up\": true}").is(RunStatus.RUNNING);
        world.fails("extra", "http.400").is(RunStatus.PAUSED);
        assertNull(world.hold().show().get(1).value(), "what only show needs and cannot be had is shown as missing");
        assertEquals(
                JsonText.parse("{\"up\": true}"), world.hold().show().get(0).value());
        assertEquals("action", world.hold().show().get(0).origin());
    }

    @Test
    void aFetchThatTheStateNeedsFailsTheState() {
        World world = World.of(FETCHED).start("{}").fails("status", "connection");
        world.wake(Duration.ofSeconds(1)).fails("status", "connection");
        world.is(RunStatus.FAILED);
        assertTrue(
                world.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon), "the other is let go");
    }

    @Test
    void whatWasFetchedAndDoesNotFitFailsTheFetch() {
        World world = World.of(FETCHED).start("{}");
        world.answers("extra", "\"x\"")
                .answers("status", "{\"up\": \"perhaps\"}")
                .is(RunStatus.FAILED);
    }

    @Test
    void aRecheckFetchesAgainAndTheCallGoesOutWhenItHolds() {
        World world = held();
        world.after(Duration.ofMinutes(1)).approve();
        assertEquals(2, world.call("status").attempt(), "fetched again after the decision");
        world.answers("status", "{\"up\": true}");
        assertEquals(Map.of("up", true), world.call("").args());
        world.answers("1").is(RunStatus.PAUSED).in("again");
        world.wake(Duration.ofMinutes(5)).in("act_again").is(RunStatus.PAUSED);
        assertEquals(
                2,
                world.effects().stream()
                        .filter(e -> e.step().slot().equals("status"))
                        .count(),
                "fresh enough");
        world.approve().answers("1").is(RunStatus.SUCCEEDED);
    }

    private static World held() {
        return World.of(FETCHED).start("{}").answers("status", "{\"up\": true}").answers("extra", "\"x\"");
    }

    @Test
    void aRecheckThatNoLongerHoldsOpensANewHold() {
        World world = held();
        HoldId first = world.holdId();
        world.after(Duration.ofMinutes(1)).approve().answers("status", "{\"up\": false}");
        assertNotEquals(first, world.holdId());
        assertEquals(Map.of("up", false), world.hold().args());
        assertTrue(world.log().stream().anyMatch(event -> event instanceof Event.ApprovalLapsed));
    }

    @Test
    void aRecheckThatCannotBeMadeFailsTheStep() {
        World world = held();
        world.after(Duration.ofMinutes(1)).approve().fails("status", "http.400").is(RunStatus.FAILED);
    }

    @Test
    void staleDataIsFetchedAgain() {
        World world = held().approve();
        world.answers("1").in("again").wake(Duration.ofMinutes(30)).in("act_again");
        assertEquals(
                2,
                world.effects().stream()
                        .filter(e -> e.step().slot().equals("status"))
                        .count());
    }
}
