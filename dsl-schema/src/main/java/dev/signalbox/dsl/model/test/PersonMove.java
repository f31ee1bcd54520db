package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one person does about a hold.
 *
 * @param after how long after the hold opened; zero when left out
 * @param by who; null leaves it to the runner
 * @param refused this decision must be turned away
 */
public record PersonMove(Duration after, @Nullable String by, Move move, boolean refused, Place place) {
    /** The move itself. */
    public sealed interface Move {
        /** @param edit new values by data path */
        record Approve(Map<String, Object> edit, @Nullable String note) implements Move {}

        record Reject(@Nullable String note) implements Move {}

        record Answer(Object value) implements Move {}

        /** Nobody comes: the hold runs out. */
        record Nobody() implements Move {}
    }
}
