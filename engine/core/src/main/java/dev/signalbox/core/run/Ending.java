package dev.signalbox.core.run;

import dev.signalbox.dsl.model.StateName;
import org.jspecify.annotations.Nullable;

/** How a run stands as a whole. */
public sealed interface Ending {
    /** It goes on. */
    record Open() implements Ending {}

    /**
     * It goes on, but what is under way is being withdrawn: a cancellation or a run limit.
     *
     * @param cleaning the cancellation's route is taken and the run is cleaning up
     */
    record Closing(Failure why, boolean cleaning) implements Ending {}

    /** Nobody handles an outcome of that state. */
    record Stuck(StateName state, Failure why) implements Ending {}

    record Ended(
            RunStatus status,
            @Nullable Object output,
            @Nullable String error) implements Ending {}
}
