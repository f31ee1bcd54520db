package dev.signalbox.core.decide;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.decide.verb.CallStep;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What actions and child runs came to. */
final class Results {
    private Results() {}

    static @Nullable Rejected leaving(Turn turn, Command.ReportLeaving leaving) {
        Step step = turn.run().step(leaving.step());
        if (step == null
                || !turn.run().open()
                || step.phase() != Step.Phase.CALLING
                || step.attempt() != leaving.attempt()) {
            return late(leaving.step().toString());
        }
        if (!(step.doing() instanceof Doing.Call call) || call.sent()) {
            return late(leaving.step() + " has left already");
        }
        turn.emit(new Event.CallSent(turn.now(), leaving.step(), leaving.attempt()));
        return null;
    }

    static @Nullable Rejected action(Turn turn, Command.CompleteAction complete) {
        Step step = turn.run().step(complete.step());
        if (step == null || !turn.run().open() || step.attempt() != complete.attempt()) {
            return late(complete.step().toString());
        }
        if (step.phase() == Step.Phase.DROPPED && complete.outcome() instanceof ActionOutcome.Answered) {
            turn.emit(new Event.LateResultNoted(
                    turn.now(), complete.step(), complete.attempt(), "it answered after it was let go"));
            return null;
        }
        boolean asksWhatHappened = step.phase() == Step.Phase.HELD
                && step.doing() instanceof Doing.Call
                && !(complete.outcome() instanceof ActionOutcome.Unknown);
        if (step.phase() != Step.Phase.CALLING && !asksWhatHappened) {
            return late(complete.step().toString());
        }
        Plan plan = Plans.of(turn, complete.step().slot());
        if (plan == null || !(plan.verb() instanceof CallVerb call)) {
            return late(complete.step().toString());
        }
        if (asksWhatHappened && !withdrawQuestion(turn, step)) {
            return late(complete.step().toString());
        }
        settle(turn, plan, CallStep.action(turn, call), complete.attempt(), complete.outcome());
        return null;
    }

    /** A late answer settles what a person was being asked. */
    private static boolean withdrawQuestion(Turn turn, Step step) {
        Hold hold = step.hold() == null ? null : turn.run().holds().get(step.hold());
        if (hold == null || hold.purpose() != Hold.Purpose.UNKNOWN) {
            return false;
        }
        turn.emit(new Event.HoldWithdrawn(turn.now(), hold.id(), "the answer came after all"));
        return true;
    }

    private static void settle(Turn turn, Plan plan, Action action, int attempt, ActionOutcome outcome) {
        switch (outcome) {
            case ActionOutcome.Answered answered -> {
                Coded coded = coded(turn, action, answered.response(), false);
                if (coded == null) {
                    answered(turn, plan, action, attempt, answered.result());
                } else {
                    failed(turn, plan, attempt, coded.kind(), coded.message(), null);
                }
            }
            case ActionOutcome.Failed failed -> {
                Coded coded = failed.response() == null ? null : coded(turn, action, failed.response(), true);
                if (coded == null) {
                    failed(turn, plan, attempt, failed.kind(), failed.message(), failed.retryAfter());
                } else {
                    failed(turn, plan, attempt, coded.kind(), coded.message(), failed.retryAfter());
                }
            }
            case ActionOutcome.Unknown unknown -> unknown(turn, plan, action, attempt, unknown);
        }
    }

    private static void answered(Turn turn, Plan plan, Action action, int attempt, Object result) {
        try {
            Object fitted = action.returns() == null
                    ? result
                    : Values.fit(action.returns(), result, "what " + action.name() + " returned");
            if (plan.fetch()) {
                DataName name = new DataName(Plans.nameOf(plan.id().slot()));
                Object value = Values.fitData(turn.flow(), name, fitted);
                turn.emit(new Event.CallSucceeded(turn.now(), plan.id(), attempt, value));
                turn.emit(new Event.DataFetched(turn.now(), plan.id(), name, value));
            } else {
                turn.emit(new Event.CallSucceeded(turn.now(), plan.id(), attempt, fitted));
            }
        } catch (ValueFailure e) {
            turn.emit(new Event.CallFailed(turn.now(), plan.id(), attempt, "value", e.words(), null));
        }
    }

    private static void failed(
            Turn turn, Plan plan, int attempt, String kind, String message, @Nullable Duration retryAfter) {
        Instant retryAt = Retries.next(plan.retry(), attempt - 1, kind, retryAfter, turn.now());
        turn.emit(new Event.CallFailed(turn.now(), plan.id(), attempt, kind, message, retryAt));
    }

    /** A read did nothing whatever became of it; an idempotent write may be tried again; any other stays unknown. */
    private static void unknown(Turn turn, Plan plan, Action action, int attempt, ActionOutcome.Unknown unknown) {
        if (action.effect() == Action.Effect.READ) {
            failed(turn, plan, attempt, unknown.kind(), unknown.message(), null);
            return;
        }
        Instant retryAt = action.delivery() == Action.Delivery.IDEMPOTENT
                ? Retries.next(plan.retry(), attempt - 1, unknown.kind(), null, turn.now())
                : null;
        if (retryAt == null) {
            turn.emit(new Event.CallUnknown(turn.now(), plan.id(), attempt, unknown.kind(), unknown.message()));
        } else {
            turn.emit(new Event.CallFailed(turn.now(), plan.id(), attempt, unknown.kind(), unknown.message(), retryAt));
        }
    }

    private record Coded(String kind, String message) {}

    /**
     * The first of the action's {@code fails} that the response meets. What is a failure anyway stays the failure that it is where
     * a condition cannot be asked of it: a gateway's page of text has no fields.
     */
    private static @Nullable Coded coded(Turn turn, Action action, Object response, boolean isFailure) {
        Scope scope = root -> root.equals("response") ? response : null;
        for (Action.Failure failure : action.fails()) {
            try {
                if (Values.test(turn.checked(), failure.when(), scope)) {
                    String message = failure.message() == null
                            ? defaultMessage(response)
                            : Values.text(turn.checked(), failure.message(), scope);
                    return new Coded("action." + failure.code(), message);
                }
            } catch (ValueFailure e) {
                if (!isFailure) {
                    return new Coded("value", e.words());
                }
            }
        }
        return null;
    }

    private static String defaultMessage(Object response) {
        if (!(response instanceof Map<?, ?> map)) {
            return words(response);
        }
        Object status = map.get("status");
        Object body = map.get("body");
        String text = body == null || Json.isNull(body) ? "" : words(body);
        String start = text.length() > 2000 ? text.substring(0, 2000) : text;
        return (status == null ? "" : status + " ") + start;
    }

    private static String words(Object value) {
        return value instanceof String text ? text : JsonText.write(value);
    }

    static @Nullable Rejected child(Turn turn, Command.CompleteChild complete) {
        boolean awaited = turn.run().open() && awaits(turn, complete);
        boolean owes = turn.run().counters().shares().containsKey(complete.child())
                && !turn.run().status().ended();
        if (!awaited && !owes) {
            return late(complete.step().toString());
        }
        turn.emit(new Event.ChildEnded(
                turn.now(),
                complete.step(),
                complete.status(),
                awaited ? complete.output() : null,
                complete.error(),
                complete.usage(),
                complete.child()));
        return null;
    }

    private static boolean awaits(Turn turn, Command.CompleteChild complete) {
        Step step = turn.run().step(complete.step());
        if (step == null
                || step.phase() != Step.Phase.CHILD
                || !(step.doing() instanceof Doing.Child doing)
                || !doing.run().equals(complete.child())) {
            return false;
        }
        Plan plan = Plans.of(turn, complete.step().slot());
        return plan != null && plan.verb() instanceof FlowVerb;
    }

    /** Somebody else has the call by now; what this one brought is kept for whoever looks into it. */
    static @Nullable Rejected note(Turn turn, Command.NoteResult note) {
        if (!turn.run().open() || turn.run().step(note.step()) == null) {
            return late(note.step().toString());
        }
        turn.emit(new Event.LateResultNoted(turn.now(), note.step(), note.attempt(), note.what()));
        return null;
    }

    static Rejected late(String what) {
        return Decider.rejected(Reason.LATE, "the result no longer counts: " + what);
    }
}
