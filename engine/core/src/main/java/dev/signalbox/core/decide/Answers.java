package dev.signalbox.core.decide;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.decide.verb.CallStep;
import dev.signalbox.core.decide.verb.Steps;
import dev.signalbox.core.decide.verb.UnknownCall;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person's typed answer: to a flow's question, in a model's place, or about a call that may have happened. */
final class Answers {
    private static final Place NOWHERE = new Place(Span.point("", 1, 1), "");

    private Answers() {}

    static @Nullable Rejected take(Turn turn, Hold hold, Command.AnswerHold answer) {
        Schema form = form(turn, hold);
        Object value = answer.answer();
        if (form != null) {
            switch (form.fit(value)) {
                case Schema.Fit.Misfit misfit -> {
                    return new Rejected(
                            Reason.INVALID,
                            "the answer does not fit: " + Values.words(misfit.problems()),
                            Map.of(
                                    "problems",
                                    misfit.problems().stream()
                                            .map(Values::words)
                                            .toList()));
                }
                case Schema.Fit.Fits fits -> value = fits.value();
            }
        }
        return switch (hold.purpose()) {
            case APPROVE -> throw new IllegalStateException("an approval is not answered");
            case ASK -> answered(turn, hold, value, answer);
            case MODEL -> played(turn, hold, value, answer);
            case UNKNOWN -> settled(turn, hold, Json.object(value), answer);
        };
    }

    private static @Nullable Schema form(Turn turn, Hold hold) {
        if (hold.purpose() == Hold.Purpose.ASK && turn.state().verb() instanceof AskVerb ask) {
            return ask.form();
        }
        return hold.form() == null ? null : Schema.of(hold.form(), Map.of(), NOWHERE);
    }

    private static @Nullable Rejected answered(Turn turn, Hold hold, Object value, Command.AnswerHold answer) {
        Actor actor = answer.actor();
        turn.emit(new Event.HoldAnswered(
                turn.now(), hold.id(), value, actor.id(), actor.via(), actor.authenticated(), answer.note()));
        return null;
    }

    private static @Nullable Rejected played(Turn turn, Hold hold, Object value, Command.AnswerHold answer) {
        Plan plan = Plans.of(turn, hold.step().slot());
        if (plan == null || !(turn.step(hold.step()).doing() instanceof Doing.Question question)) {
            throw new IllegalStateException(hold.id() + " asks in no model's place");
        }
        answered(turn, hold, value, answer);
        Replies.accept(turn, plan, question.covering(), value);
        return null;
    }

    private static @Nullable Rejected settled(
            Turn turn, Hold hold, Map<String, Object> value, Command.AnswerHold answer) {
        Plan plan = Plans.of(turn, hold.step().slot());
        if (plan == null || !(plan.verb() instanceof CallVerb call)) {
            throw new IllegalStateException(hold.id() + " asks about no call");
        }
        Step step = turn.step(hold.step());
        Object outcome = value.get("outcome");
        if (UnknownCall.TRY_AGAIN.equals(outcome)) {
            answered(turn, hold, value, answer);
            if (turn.run().origin().forked() != null && step.approval() == null) {
                // Whoever approved it approved another run's call.
                Steps.anew(turn, plan);
            } else {
                CallStep.request(turn, plan);
            }
            return null;
        }
        if (UnknownCall.DID_NOT_HAPPEN.equals(outcome)) {
            answered(turn, hold, value, answer);
            String message = answer.actor().id() + " says that it did not happen";
            turn.emit(new Event.CallFailed(
                    turn.now(), plan.id(), step.attempt(), "action.did_not_happen", message, null));
            return null;
        }
        Action action = CallStep.action(turn, call);
        Object result = value.getOrDefault("result", Json.NULL);
        if (action.returns() != null && !value.containsKey("result")) {
            return Decider.rejected(
                    Reason.INVALID, "say in `result` what " + action.name() + " returned: the flow reads it");
        }
        answered(turn, hold, value, answer);
        turn.emit(new Event.CallSucceeded(turn.now(), plan.id(), step.attempt(), result));
        return null;
    }
}
