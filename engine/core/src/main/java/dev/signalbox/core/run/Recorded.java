package dev.signalbox.core.run;

import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run and that {@code context.load.events} can carry. {@code evolve} keeps them in the order
 * of the log.
 *
 * @param number its place among the run's recorded events, from 1, dense
 * @param visit which entry of the state it belongs to, from 1
 * @param call what was called, {@code {action, args}}; null when nothing was
 * @param value the result, the error ({@code {kind, message}}), the answer, the decision ({@code {kind, by, note}}) or
 *     the outside event's payload
 */
public record Recorded(
        int number,
        StateName state,
        int visit,
        Kind kind,
        @Nullable Object call,
        Object value,
        Instant at) {

    /** What kind of event it is, as {@code kinds} names it. */
    public enum Kind {
        RESULT,
        ERROR,
        ANSWER,
        DECISION,
        EVENT;

        /** As it is written in a flow file. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
