package dev.signalbox.core.decide;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Recollection.Answer;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.model.DataName;
import org.jspecify.annotations.Nullable;

/**
 * Gives a fork what the run that it comes from was answered, where it asks the same: the effect is not carried out at all. What
 * a person has to approve is approved before, for nothing is asked until then.
 */
final class Recalling {
    private Recalling() {}

    private record Found(Effect effect, Recollection recollection) {}

    /** Answers the request that was answered first then; false when nothing that is asked now is in the record. */
    static boolean answer(Turn turn) {
        Origin.Forked forked = turn.run().origin().forked();
        if (forked == null || forked.record().isEmpty() || !turn.run().open()) {
            return false;
        }
        Found first = null;
        for (Effect effect : turn.effects()) {
            Recollection its = isAwaited(turn, effect) ? recollection(forked, effect) : null;
            if (its != null
                    && (first == null || its.seq() < first.recollection().seq())) {
                first = new Found(effect, its);
            }
        }
        if (first == null) {
            return false;
        }
        turn.withdraw(first.effect());
        take(turn, first.effect().step(), first.recollection());
        return true;
    }

    private static boolean isAwaited(Turn turn, Effect effect) {
        Step step = turn.run().step(effect.step());
        return step != null && (step.phase() == Step.Phase.CALLING || step.phase() == Step.Phase.CHILD);
    }

    private static @Nullable Recollection recollection(Origin.Forked forked, Effect effect) {
        String request = Requests.of(effect);
        if (request == null) {
            return null;
        }
        return forked.record().stream()
                .filter(each -> each.answers(effect.step(), request))
                .findFirst()
                .orElse(null);
    }

    private static void take(Turn turn, StepId id, Recollection its) {
        Step step = turn.step(id);
        turn.emit(new Event.AnswerRecalled(turn.now(), id, step.attempt(), its.seq()));
        switch (its.answer()) {
            case Answer.Result result -> result(turn, id, step.attempt(), result.result());
            case Answer.Failed failed ->
                Results.action(
                        turn,
                        new Command.CompleteAction(
                                id,
                                step.attempt(),
                                new ActionOutcome.Failed(failed.kind(), failed.message(), null, null)));
            case Answer.Unknown unknown ->
                Results.action(
                        turn,
                        new Command.CompleteAction(
                                id, step.attempt(), new ActionOutcome.Unknown(unknown.kind(), unknown.message())));
            case Answer.Reply reply -> model(turn, id, step.attempt(), replied(reply));
            case Answer.NoReply none ->
                model(
                        turn,
                        id,
                        step.attempt(),
                        new ModelOutcome.Failed(none.kind(), none.message(), null, none.charged()));
            case Answer.ChildEnd end -> child(turn, id, step, end);
        }
    }

    /** It was fitted to what the action returns when it came, and the file is the same. */
    private static void result(Turn turn, StepId id, int attempt, Object result) {
        turn.emit(new Event.CallSucceeded(turn.now(), id, attempt, result));
        Plan plan = Plans.of(turn, id.slot());
        if (plan != null && plan.fetch()) {
            turn.emit(new Event.DataFetched(turn.now(), id, new DataName(Plans.nameOf(id.slot())), result));
        }
    }

    private static ModelOutcome replied(Answer.Reply reply) {
        return new ModelOutcome.Replied(
                reply.text(),
                reply.model(),
                reply.inputTokens(),
                reply.outputTokens(),
                reply.cachedTokens(),
                reply.costUsd(),
                reply.writtenTokens());
    }

    private static void model(Turn turn, StepId id, int attempt, ModelOutcome outcome) {
        Replies.model(turn, new Command.CompleteModel(id, attempt, outcome));
    }

    private static void child(Turn turn, StepId id, Step step, Answer.ChildEnd end) {
        if (step.doing() instanceof Doing.Child child) {
            Results.child(
                    turn,
                    new Command.CompleteChild(id, child.run(), end.status(), end.output(), end.error(), end.usage()));
        }
    }
}
