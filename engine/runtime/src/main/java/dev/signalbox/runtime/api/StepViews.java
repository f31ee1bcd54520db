package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as it stood after one of its events. */
public final class StepViews {
    private StepViews() {}

    /**
     * @param type of the event, {@code at} its time
     * @param from the event that {@code changed} is reckoned from: the one before, unless another was asked for
     * @param purged the payloads are gone by now, and hashes stand in the place of values
     * @param forkAt the nearest event after which this run may be forked; {@code seq} itself where it may be
     */
    public record RunAt(
            String run,
            long seq,
            String at,
            String type,
            String status,
            @Nullable String state,
            Map<String, Object> data,
            Map<String, Integer> visits,
            Views.UsageView usage,
            long from,
            List<Change> changed,
            boolean purged,
            long forkAt) {}

    /**
     * @param path as {@code data.order.total} or {@code visits.review}
     * @param before null where there was nothing, {@code after} null where nothing is left
     */
    public record Change(
            String path, @Nullable Object before, @Nullable Object after) {}
}
