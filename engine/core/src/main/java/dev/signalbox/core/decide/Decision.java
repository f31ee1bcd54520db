package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import java.util.List;
import java.util.Map;

/** What decide says. */
public sealed interface Decision {
    /**
     * @param events to be appended in one commit, in this order; empty when nothing was due
     * @param effects to be carried out once that commit is durable
     * @param run the run after them
     */
    record Accepted(List<Event> events, List<Effect> effects, Run run) implements Decision {}

    /**
     * Nothing changes.
     *
     * @param message one sentence for the person who asked
     * @param details what a program may want: {@code decided_by}, {@code problems}, …
     */
    record Rejected(Reason reason, String message, Map<String, Object> details) implements Decision {}

    enum Reason {
        /** No such hold in this run: 404. */
        NOT_FOUND,
        /** Somebody decided already, or the run is over: 409. */
        CONFLICT,
        /** The hash is not the hold's: 409. */
        STALE,
        /** The value does not fit: 422. */
        INVALID,
        /** Not this person: 403. */
        FORBIDDEN,
        /** A result that no longer counts. */
        LATE
    }
}
