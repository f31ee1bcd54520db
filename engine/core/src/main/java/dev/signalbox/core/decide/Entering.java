package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.EndVerb;

/** Enters a state, or does not: {@code visits} and the run's steps are counted before. */
final class Entering {
    private Entering() {}

    static void enter(Turn turn, StateName to) {
        State state = turn.flow().state(to);
        int visits = turn.run().visits().getOrDefault(to, 0);
        if (state.visits() != null && visits >= state.visits()) {
            String message = to + " was entered " + visits + " times, and visits is " + state.visits();
            Outcomes.take(turn, state, Failure.of("exhausted", message));
            return;
        }
        // An end costs nothing: a run may always finish.
        if (!(state.verb() instanceof EndVerb) && limited(turn, state)) {
            return;
        }
        enter(turn, to, visits);
    }

    /** Enters without asking: an operator's retry. */
    static void force(Turn turn, StateName to) {
        enter(turn, to, turn.run().visits().getOrDefault(to, 0));
    }

    private static void enter(Turn turn, StateName to, int visits) {
        turn.emit(new Event.StateEntered(turn.now(), to, visits + 1));
    }

    private static boolean limited(Turn turn, State state) {
        Run run = turn.run();
        Counters used = run.counters();
        if (used.limit() != null) {
            if (used.stepsSinceLimit() < Budgets.GRACE_STEPS) {
                return false;
            }
            String message = Budgets.words(run.limits(), used.limit()) + ", and the steps to finish in are used up";
            Outcomes.stuck(turn, state, Failure.of("limit", message));
            return true;
        }
        String broken = null;
        if (run.limits().steps() != null && used.usage().steps() >= run.limits().steps()) {
            broken = "steps";
        } else if (run.seq() >= turn.live().mostEvents() - Live.KEPT_FOR_FINISHING) {
            broken = "events";
        }
        if (broken == null) {
            return false;
        }
        String message = Budgets.words(run.limits(), broken);
        turn.emit(new Event.LimitReached(turn.now(), broken, message));
        Outcomes.take(turn, state, Failure.of("limit", message));
        return true;
    }
}
