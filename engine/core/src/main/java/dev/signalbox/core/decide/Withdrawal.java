package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.model.Action;
import java.util.List;

/** Lets go of what is under way: beside a branch that lost, at a cancellation, at the end of a run's time. */
public final class Withdrawal {
    private Withdrawal() {}

    /** Lets go of every step of the visit; false while a write is under way, which is awaited. */
    static boolean releaseAll(Turn turn) {
        boolean all = true;
        for (Step step : List.copyOf(turn.activation().steps().values())) {
            if (!step.phase().settled()) {
                all &= release(turn, step);
            }
        }
        return all;
    }

    /** Lets go of one step; false when it is a write that may have left and has not answered. */
    public static boolean release(Turn turn, Step step) {
        switch (step.phase()) {
            case SUCCEEDED, FAILED, DROPPED -> {
                return true;
            }
            case HELD -> withdraw(turn, step, "it is no longer needed");
            case CALLING -> {
                if (isWrite(step)) {
                    return false;
                }
                turn.effect(new Effect.Abandon(step.id()));
            }
            case CHILD -> {
                if (step.doing() instanceof Doing.Child child) {
                    turn.effect(new Effect.CancelChild(step.id(), child.run()));
                }
            }
            case NEW, APPROVED, BACKOFF, REFUSED, UNKNOWN, WAITING -> {}
        }
        turn.emit(new Event.StepDropped(turn.now(), step.id()));
        return true;
    }

    private static boolean isWrite(Step step) {
        return step.doing() instanceof Doing.Call call && call.effect() == Action.Effect.WRITE;
    }

    /** Its hold is gone, and the step is to be looked at anew. */
    static void withdraw(Turn turn, Step step, String why) {
        for (Hold hold : List.copyOf(turn.run().holds().values())) {
            if (hold.step().equals(step.id())) {
                turn.emit(new Event.HoldWithdrawn(turn.now(), hold.id(), why));
            }
        }
    }
}
