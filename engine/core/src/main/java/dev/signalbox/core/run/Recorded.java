package dev.signalbox.core.run;

import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the run as a model may be shown it.
 *
 * @param number its place among the recorded events, from 1
 * @param kind {@code result}, {@code error}, {@code answer}, {@code decision} or {@code event}
 * @param call {@code {action, args}} of a call; it stays or goes together with the result. Null for the others
 */
public record Recorded(
        int number,
        StateName state,
        int visit,
        String kind,
        @Nullable Map<String, Object> call,
        Object value,
        Instant at) {}
