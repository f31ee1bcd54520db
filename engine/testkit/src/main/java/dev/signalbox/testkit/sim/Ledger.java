package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outside world's own book: each call that reached it, in order, and whether it did anything. */
final class Ledger {
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Asking> askings = new ArrayList<>();

    /** One call of an action as it arrived. */
    static final class Arrival {
        final Effect.ActionCall call;
        /** How long the run's durable log was, in which its request must stand. */
        final int logThen;

        boolean applied;

        @Nullable
        ActionOutcome answer;

        Arrival(Effect.ActionCall call, int logThen) {
            this.call = call;
            this.logThen = logThen;
        }
    }

    /** One question to a model as it arrived. */
    record Asking(Effect.ModelCall call, int logThen) {}

    Arrival arrived(Effect.ActionCall call, int logThen) {
        Arrival arrival = new Arrival(call, logThen);
        arrivals.add(arrival);
        return arrival;
    }

    void asked(Effect.ModelCall call, int logThen) {
        askings.add(new Asking(call, logThen));
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    List<Asking> askings() {
        return askings;
    }
}
