package dev.signalbox.core.evolve;

import static dev.signalbox.core.evolve.StepEvents.change;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of holds. */
final class HoldEvents {
    private HoldEvents() {}

    static Run opened(Run run, Event.HoldOpened event) {
        Hold hold = event.hold();
        // A question that goes to a person costs nothing: what was set aside for the model is free again.
        Run freed = ModelEvents.release(run, StepEvents.step(run, hold.step()), false);
        Run held = change(
                freed,
                hold.step(),
                step -> keepsItsCall(hold)
                        ? new Step(
                                step.id(),
                                Step.Phase.HELD,
                                step.attempt(),
                                step.holdsOpened() + 1,
                                hold.id(),
                                step.approval(),
                                step.doing(),
                                null,
                                null,
                                step.failure())
                        : step.held(hold.id()));
        return held.with(held.desk().open(hold));
    }

    /** Whether it happened, and what a model would say, are asked about a call that is under way. */
    private static boolean keepsItsCall(Hold hold) {
        return hold.purpose() == Hold.Purpose.UNKNOWN || hold.purpose() == Hold.Purpose.MODEL;
    }

    static Run edited(Run run, Event.HoldEdited event) {
        Hold old = hold(run, event.hold());
        List<Hold.Editable> editable = old.edit().stream()
                .map(each -> event.edit().containsKey(each.path())
                        ? new Hold.Editable(
                                each.path(), each.schema(), event.edit().get(each.path()))
                        : each)
                .toList();
        Hold changed = old.edited(
                event.title() == null ? old.title() : event.title(),
                event.args(),
                event.target(),
                event.hash(),
                event.show() == null ? old.show() : event.show(),
                editable);
        return run.with(run.desk().open(changed)).with(run.memory().wrote(event.values(), "person"));
    }

    static Run voted(Run run, Event.HoldVoted event) {
        Hold hold = hold(run, event.hold());
        Hold.Vote vote = new Hold.Vote(event.by(), event.note(), event.at());
        return run.with(run.desk().open(hold.voted(vote)));
    }

    static Run approved(Run run, Event.HoldApproved event) {
        Hold hold = hold(run, event.hold());
        Step.Approval approval =
                new Step.Approval(hold.id(), event.hash(), hold.args(), hold.target(), event.at(), event.goodUntil());
        Run done = settle(run, hold, "approved", event.by(), event);
        return decide(
                change(done, hold.step(), step -> step.approved(approval)),
                hold,
                decision("approved", event.by(), event.note()),
                event);
    }

    static Run rejected(Run run, Event.HoldRejected event) {
        Hold hold = hold(run, event.hold());
        String why = event.note() == null ? "rejected by " + event.by() : event.note();
        Run done = settle(run, hold, "rejected", event.by(), event);
        return decide(
                change(done, hold.step(), step -> step.failed(Failure.of("rejected", why))),
                hold,
                decision("rejected", event.by(), event.note()),
                event);
    }

    /** What an answer means to the step depends on the hold: the events that follow say it; an {@code ask} has its result. */
    static Run answered(Run run, Event.HoldAnswered event) {
        Hold hold = hold(run, event.hold());
        Run done = settle(run, hold, "answered", event.by(), event);
        done = done.with(done.memory().decided(decision("answered", event.by(), event.note())));
        if (hold.purpose() != Hold.Purpose.ASK) {
            return change(done, hold.step(), step -> step.in(Step.Phase.CALLING));
        }
        Run answered = change(done, hold.step(), step -> step.succeeded(event.answer()));
        return answered.with(answered.memory()
                .recorded(StepEvents.record(answered, hold.step(), Recorded.Kind.ANSWER, null, event.answer(), event)));
    }

    static Run expired(Run run, Event.HoldExpired event) {
        Hold hold = hold(run, event.hold());
        Run done = settle(run, hold, "expired", null, event);
        return decide(
                change(done, hold.step(), step -> step.failed(Failure.of("expired", "nobody decided in time"))),
                hold,
                decision("expired", "", null),
                event);
    }

    /** The hold is gone; the step is to be looked at anew. */
    static Run withdrawn(Run run, Event.HoldWithdrawn event) {
        Hold hold = hold(run, event.hold());
        Run done = settle(run, hold, "withdrawn", null, event);
        return change(
                done,
                hold.step(),
                step -> step.in(hold.purpose() == Hold.Purpose.UNKNOWN ? Step.Phase.UNKNOWN : Step.Phase.NEW));
    }

    static Run reminded(Run run, Event.HoldReminded event) {
        return run.with(run.desk().open(hold(run, event.hold()).reminded()));
    }

    static Run escalated(Run run, Event.HoldEscalated event) {
        return run.with(run.desk().open(hold(run, event.hold()).escalated(event.by())));
    }

    static Run discussed(Run run, Event.HoldDiscussed event) {
        Hold.Said said = new Hold.Said(event.by(), event.text(), event.at());
        return run.with(run.desk().open(hold(run, event.hold()).discussed(said)));
    }

    static Run delegated(Run run, Event.HoldDelegated event) {
        return run.with(run.desk().open(hold(run, event.hold()).delegated(event.to(), event.by(), event.at())));
    }

    private static Hold hold(Run run, HoldId id) {
        Hold hold = run.desk().holds().get(id);
        if (hold == null) {
            throw new IllegalStateException("no open hold " + id);
        }
        return hold;
    }

    private static Run settle(Run run, Hold hold, String how, @Nullable String by, Event event) {
        return run.with(run.desk().settle(hold.id(), new Desk.Settled(how, by, event.at())));
    }

    private static Run decide(Run run, Hold hold, Map<String, Object> decision, Event event) {
        return run.with(run.memory()
                .decided(decision)
                .recorded(StepEvents.record(run, hold.step(), Recorded.Kind.DECISION, null, decision, event)));
    }

    private static Map<String, Object> decision(String kind, String by, @Nullable String note) {
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("kind", kind);
        decision.put("by", by);
        decision.put("note", note == null ? "" : note);
        return decision;
    }
}
