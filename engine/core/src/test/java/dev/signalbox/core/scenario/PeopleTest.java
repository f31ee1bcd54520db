package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Previews;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code approve} and {@code ask}: what people decide. */
class PeopleTest {
    static final String PAYS = """
            input: { type: object, required: [amount], properties: { amount: { type: number }, note: { type: string } } }
            limits: { steps: 30, duration: 30d }
            data: { refund: { type: object, required: [amount], properties: { amount: { type: number, minimum: 0, maximum: 5000 } } } }
            actions:
              pay:
                http: { method: POST, url: "${env.HOST}/pay", body: { amount: "${args.amount}" } }
                args: { type: object, required: [amount], properties: { amount: { type: number } } }
                effect: write
                delivery: idempotent
                risk: args.amount > 500
            start: propose
            states:
              propose: { set: { refund: { amount: "${input.amount}" } }, next: pay }
              pay:
                call: pay
                with: { amount: "${refund.amount}" }
                approve:
                  title: Refund ${refund.amount}?
                  show: [refund, input.note]
                  edit: [refund.amount]
                  by: [lead]
                  within: 48h
                  MORE
                visits: 2
                otherwise: { rejected: rejected, expired: expired, failed: failed, exhausted: failed }
                next: done
              rejected: { end: failed, error: "${decision.kind} by ${decision.by}: ${decision.note}" }
              expired: { end: failed, error: "expired" }
              failed: { end: failed, error: "${error.message}" }
              done: { end: succeeded }
            """;

    static World pays(String more, double amount) {
        return World.of(PAYS.replace("MORE", more)).start("{\"amount\": " + amount + "}");
    }

    @Test
    void aLowRiskCallGoesOutAndAHighRiskCallHolds() {
        pays("", 500).is(RunStatus.RUNNING).answers("{}").is(RunStatus.SUCCEEDED);
        World world = pays("", 900).is(RunStatus.PAUSED);
        assertTrue(world.effects().isEmpty());
        Hold hold = world.hold();
        assertEquals("Refund 900?", hold.title());
        assertEquals(Map.of("amount", 900.0), hold.args());
        assertEquals(64, hold.hash().length());
        assertEquals(Instant.parse("2026-11-24T09:00:00Z"), world.run().wakeAt());
        assertNull(hold.show().get(1).value(), "what is not there yet is shown as missing");
        world.approve();
        assertEquals(Map.of("amount", 900.0), world.call("").args());
        world.answers("{}").is(RunStatus.SUCCEEDED);
        assertEquals(
                List.of(Recorded.Kind.RESULT, Recorded.Kind.DECISION, Recorded.Kind.RESULT),
                world.run().memory().history().toList().stream()
                        .map(Recorded::kind)
                        .toList());
    }

    @Test
    void aRejectionTakesItsWayWithTheNote() {
        World world = pays("", 900).reject("too much");
        assertEquals("rejected by sam: too much", world.run().error());
        assertTrue(world.effects().isEmpty());
    }

    @Test
    void nobodyDecidingInTimeNeverApproves() {
        World world = pays("", 900).wake(Duration.ofHours(48));
        assertEquals("expired", world.run().error());
        assertTrue(world.effects().isEmpty());
        World late = pays("", 900);
        HoldId hold = late.holdId();
        late.after(Duration.ofHours(49));
        assertEquals(
                Decision.Reason.CONFLICT,
                late.refuses(new Command.ApproveHold(hold, null, Map.of(), null, null, World.SAM))
                        .reason(),
                "though no timer has fired yet");
    }

    @Test
    void aDecisionCountsOnceAndEveryOtherIsToldWhoDecided() {
        World world = pays("", 900);
        HoldId hold = world.holdId();
        world.approve();
        Decision.Rejected second = world.refuses(new Command.RejectHold(hold, null, null, World.person("ada", "lead")));
        assertEquals(Decision.Reason.CONFLICT, second.reason());
        assertEquals("sam", second.details().get("decided_by"));
    }

    @Test
    void aWrongHashAWrongPersonAndAWrongHoldAreRefusedAndNothingHappens() {
        World world = pays("", 900);
        HoldId hold = world.holdId();
        assertEquals(
                Decision.Reason.STALE,
                world.refuses(new Command.ApproveHold(hold, "0".repeat(64), Map.of(), null, null, World.SAM))
                        .reason());
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(new Command.ApproveHold(hold, null, Map.of(), null, null, World.KIM))
                        .reason());
        assertEquals(
                Decision.Reason.NOT_FOUND,
                world.refuses(new Command.ApproveHold(new HoldId("nothing"), null, Map.of(), null, null, World.SAM))
                        .reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.AnswerHold(hold, null, JsonText.parse("{}"), null, World.SAM))
                        .reason());
        world.is(RunStatus.PAUSED);
        assertTrue(world.effects().isEmpty());
    }

    @Test
    void anEditIsFittedRenderedAndHashedAnew() {
        World world = pays("", 900);
        String before = world.hold().hash();
        world.does(new Command.ApproveHold(
                world.holdId(), before, Map.of("refund.amount", 850L), null, "partial", World.SAM));
        assertEquals(Map.of("amount", 850.0), world.call("").args());
        assertEquals(JsonText.parse("{\"amount\": 850.0}"), world.run().data().get(new DataName("refund")));
        Event.HoldApproved approved = (Event.HoldApproved) world.log().stream()
                .filter(event -> event instanceof Event.HoldApproved)
                .findFirst()
                .orElseThrow();
        assertNotEquals(before, approved.hash());
    }

    @Test
    void anEditThatDoesNotFitOrMayNotBeIsRefused() {
        World world = pays("", 900);
        for (Map<String, Object> edit : List.<Map<String, Object>>of(
                Map.of("refund.amount", 9000L), Map.of("refund.amount", "much"), Map.of("refund.reason", "x"))) {
            Decision.Rejected refused =
                    world.refuses(new Command.ApproveHold(world.holdId(), null, edit, null, null, World.SAM));
            assertEquals(Decision.Reason.INVALID, refused.reason(), refused.message());
        }
        assertEquals(
                Decision.Reason.STALE,
                world.refuses(new Command.ApproveHold(
                                world.holdId(), null, Map.of("refund.amount", 850L), "0".repeat(64), null, World.SAM))
                        .reason());
        world.has("refund", "{\"amount\": 900.0}");
    }

    @Test
    void theSecondOfFourEyesReadsWhatTheFirstChanged() {
        World world = pays("count: 2", 900);
        world.does(new Command.ApproveHold(world.holdId(), null, Map.of("refund.amount", 850L), null, null, World.SAM));
        assertEquals("Refund 850?", world.hold().title());
        assertEquals(Map.of("amount", 850.0), world.hold().show().get(0).value());
    }

    @Test
    void aPreviewSaysWhatAnEditWouldMake() {
        World world = pays("", 900);
        Live live = new Live(Instant.parse("2026-11-22T09:00:00Z"), Map.of("HOST", "https://api.example"));
        Previews.Preview.Would would = assertInstanceOf(
                Previews.Preview.Would.class,
                Previews.preview(world.flow, world.run(), world.holdId(), Map.of("refund.amount", 850L), live));
        assertEquals(Map.of("amount", 850.0), would.args());
        world.does(new Command.ApproveHold(
                world.holdId(), null, Map.of("refund.amount", 850L), would.hash(), null, World.SAM));
        assertInstanceOf(
                Previews.Preview.Refused.class,
                Previews.preview(world.flow, world.run(), new HoldId("x"), Map.of(), live));
    }

    @Test
    void fourEyesAreTwoPeopleAndAnEditVoidsWhatWasApprovedBefore() {
        World world = pays("count: 2", 900).approve().is(RunStatus.PAUSED);
        assertEquals(1, world.hold().votes().size());
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(new Command.ApproveHold(world.holdId(), null, Map.of(), null, null, World.SAM))
                        .reason());
        world.does(new Command.ApproveHold(
                world.holdId(), null, Map.of("refund.amount", 800L), null, null, World.person("ada", "lead")));
        world.is(RunStatus.PAUSED);
        assertEquals("ada", world.hold().votes().get(0).by());
        world.approve().is(RunStatus.RUNNING);
        assertEquals(Map.of("amount", 800.0), world.call("").args());
    }

    @Test
    void theRequesterMayBeKeptFromDeciding() {
        World world = pays("not: requester", 900);
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(new Command.ApproveHold(
                                world.holdId(), null, Map.of(), null, null, World.person("ann", "lead")))
                        .reason());
        world.approve().is(RunStatus.RUNNING);
    }

    @Test
    void aNoteMayBeRequired() {
        World world = pays("note: required", 900);
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.ApproveHold(world.holdId(), null, Map.of(), null, " ", World.SAM))
                        .reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.RejectHold(world.holdId(), null, null, World.SAM))
                        .reason());
        world.reject("no").is(RunStatus.FAILED);
    }

    @Test
    void whatTheFlowRequiresMustHoldAsItIsDecided() {
        World world = pays("require: refund.amount < 1000", 2000);
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.ApproveHold(world.holdId(), null, Map.of(), null, null, World.SAM))
                        .reason());
        world.does(new Command.ApproveHold(world.holdId(), null, Map.of("refund.amount", 999L), null, null, World.SAM));
        world.is(RunStatus.RUNNING);
    }

    @Test
    void aReminderAndAnEscalationComeInTheirTime() {
        World world = pays("remind: 1h\n      escalate: { after: 2h, by: [boss] }", 900);
        world.wake(Duration.ofHours(1));
        assertEquals(List.of("HoldReminded"), world.last());
        assertNull(world.hold().remindAt());
        world.wake(Duration.ofHours(1));
        assertEquals(List.of("HoldEscalated"), world.last());
        world.does(new Command.ApproveHold(world.holdId(), null, Map.of(), null, null, World.KIM));
        world.is(RunStatus.RUNNING);
    }

    @Test
    void anApprovedCallIsTriedAgainUnderTheSameApproval() {
        World world = World.of(PAYS.replace("MORE", "")
                        .replace("visits: 2", "visits: 2\n    retry: { max: 2, backoff: 1s..1s }"))
                .start("{\"amount\": 900}")
                .approve()
                .fails("http.503")
                .wake(Duration.ofSeconds(1));
        assertEquals(2, world.call("").attempt());
        world.answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void whatRunsIsWhatWasApprovedOrNothing() {
        World world = pays("", 900).env("HOST", "https://other.example").approve();
        assertTrue(world.effects().isEmpty(), "the target is another one now");
        assertTrue(world.last().contains("ApprovalLapsed"));
        Target.Http target = (Target.Http) world.hold().target();
        assertEquals("https://other.example/pay", target.url());
        world.approve().is(RunStatus.RUNNING);
    }

    @Test
    void anApproveWithoutWhenAlwaysHoldsAndOneWithWhenHoldsWhenItIsTrue() {
        String low = PAYS.replace("risk: args.amount > 500", "risk: low");
        World.of(low.replace("MORE", "")).start("{\"amount\": 1}").is(RunStatus.PAUSED);
        World.of(low.replace("MORE", "when: refund.amount > 10"))
                .start("{\"amount\": 1}")
                .is(RunStatus.RUNNING);
        World.of(low.replace("MORE", "when: refund.amount > 10"))
                .start("{\"amount\": 11}")
                .is(RunStatus.PAUSED);
    }

    static final String ASKS = """
            input: { type: object, required: [id], properties: { id: { type: string } } }
            output: { type: object, required: [reply], properties: { reply: { type: string } } }
            limits: { steps: 30, duration: 30d }
            data: { reply: { type: string, maxLength: 20 } }
            start: ask
            states:
              ask:
                ask: { title: "Ticket ${input.id}", show: [input], by: [lead], within: 72h, remind: 1h }
                save: reply
                otherwise: { expired: dropped }
                next: done
              done: { end: succeeded, output: { reply: "${reply}" } }
              dropped: { end: failed, error: "nobody" }
            """;

    @Test
    void aPersonsAnswerIsTypedAndOneThatDoesNotFitLeavesTheRunPaused() {
        World world = World.of(ASKS).start("{\"id\": \"T1\"}").is(RunStatus.PAUSED);
        assertEquals("Ticket T1", world.hold().title());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.AnswerHold(
                                world.holdId(), world.hold().hash(), 7L, null, World.SAM))
                        .reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.RejectHold(world.holdId(), null, null, World.SAM))
                        .reason());
        world.is(RunStatus.PAUSED).answer("\"hello\"").gives("{\"reply\": \"hello\"}");
        assertEquals("person", world.run().memory().origins().get(new DataName("reply")));
        HoldId hold = new HoldId(world.run().id() + ".ask.1");
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(new Command.AnswerHold(hold, null, "x", null, World.SAM))
                        .reason());
        World.of(ASKS).start("{\"id\": \"T1\"}").wake(Duration.ofHours(72)).is(RunStatus.FAILED);
    }

    @Test
    void aHoldInALoopAsksAnewEachTime() {
        World world = World.of("""
                limits: { steps: 30, duration: 30d }
                actions: { go: { echo: {}, args: { type: object }, effect: write } }
                data: { why: { type: string, default: "" } }
                start: go
                states:
                  go:
                    call: go
                    with: {}
                    approve: { by: [lead], within: 1h }
                    visits: 3
                    otherwise: { rejected: { to: go, set: { why: "${decision.note}" } }, expired: done, exhausted: done, failed: done }
                    next: done
                  done: { end: succeeded }
                """).start("{}");
        HoldId first = world.holdId();
        world.reject("not yet").is(RunStatus.PAUSED).has("why", "\"not yet\"");
        assertNotEquals(first, world.holdId());
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(new Command.ApproveHold(first, null, Map.of(), null, null, World.SAM))
                        .reason());
        world.approve().answers("{}").is(RunStatus.SUCCEEDED);
    }
}
