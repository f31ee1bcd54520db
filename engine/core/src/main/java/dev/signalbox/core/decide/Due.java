package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is due by now, looked for at every command: a timer is only a nudge. */
final class Due {
    private Due() {}

    static void settle(Turn turn) {
        Instant now = turn.now();
        for (Hold hold : List.copyOf(turn.run().holds().values())) {
            if (isDue(hold.due(), now)) {
                turn.emit(new Event.HoldExpired(turn.now(), hold.id()));
                continue;
            }
            if (isDue(hold.remindAt(), now)) {
                turn.emit(new Event.HoldReminded(turn.now(), hold.id()));
            }
            if (isDue(hold.escalateAt(), now)) {
                turn.emit(new Event.HoldEscalated(turn.now(), hold.id(), hold.escalateBy()));
            }
        }
        Run run = turn.run();
        Duration time = run.limits().duration();
        if (time != null
                && run.counters().limit() == null
                && isDue(run.startedAt().plus(time), now)) {
            turn.emit(new Event.LimitReached(turn.now(), "duration", Budgets.words(run.limits(), "duration")));
        }
    }

    static boolean isDue(@Nullable Instant when, Instant now) {
        return when != null && !when.isAfter(now);
    }
}
