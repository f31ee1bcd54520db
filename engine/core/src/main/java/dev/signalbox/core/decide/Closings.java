package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.model.Route;

/** A run that is being cancelled, or whose time is up: what is under way is let go first, writes are awaited. */
final class Closings {
    private Closings() {}

    /** False while a write is under way. */
    static boolean advance(Turn turn, Ending.Closing closing) {
        if (turn.run().activation() != null && !Withdrawal.releaseAll(turn)) {
            return false;
        }
        Failure why = closing.why();
        if (!why.outcome().equals("cancelled")) {
            Outcomes.take(turn, turn.state(), why);
            return true;
        }
        Route cleanUp = Outcomes.cleanUp(turn);
        if (cleanUp == null) {
            turn.emit(new Event.RunEnded(turn.now(), "cancelled", null, why.message()));
        } else {
            Outcomes.follow(turn, turn.state(), why, cleanUp);
        }
        return true;
    }
}
