package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import org.jspecify.annotations.Nullable;

/** The only place that changes a run. */
public final class Evolver {
    private Evolver() {}

    /** The run after the event. Total: refuses only an event that cannot follow, with an {@link IllegalStateException}. */
    public static Run evolve(@Nullable Run run, Event event) {
        throw new UnsupportedOperationException();
    }
}
