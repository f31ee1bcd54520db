package dev.signalbox.runtime.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of triggers, as it goes over the wire. */
public final class TriggerViews {
    private TriggerViews() {}

    /**
     * @param name stays when others move in the file; a plain part of a path
     * @param kind {@code http}, {@code schedule} or {@code event}
     * @param at what it listens to: a path, a cron expression, an event's name
     * @param zone of a schedule that names one
     * @param input as written
     * @param problem why it cannot start anything just now
     * @param nextAt when a schedule comes round next
     * @param address where an http one is reached, as far as the server knows
     */
    public record TriggerView(
            String flow,
            String name,
            String kind,
            String at,
            @Nullable String zone,
            Object input,
            @Nullable String problem,
            @Nullable PausedView paused,
            @Nullable String nextAt,
            @Nullable LastView last,
            @Nullable String address) {
        public TriggerView at(String server) {
            return kind.equals("http")
                    ? new TriggerView(flow, name, kind, at, zone, input, problem, paused, nextAt, last, server + at)
                    : this;
        }
    }

    public record PausedView(String by, String at) {}

    /**
     * @param run the run it started; null when it started none
     * @param problem why it started none, or what else is to be told
     */
    public record LastView(
            String at, @Nullable String run, @Nullable String problem) {}

    /**
     * What is to be mapped. What is left out is empty, and the time is now.
     *
     * @param body of an http one
     * @param headers of an http one
     * @param time of a schedule
     * @param payload of an event
     */
    public record TrialRequest(
            @Nullable Object body,
            @Nullable Map<String, String> headers,
            @Nullable Instant time,
            @Nullable Object payload) {
        public static final TrialRequest EMPTY = new TrialRequest(null, null, null, null);
    }

    /** @param input null where it does not fit; the problems say why */
    public record TrialView(@Nullable Object input, List<String> problems) {}

    /**
     * A request as it came.
     *
     * @param headers by their names in lower case; of several the first
     * @param body the bytes that were signed
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
    public record HookRequest(String path, Map<String, String> headers, Map<String, String> query, byte[] body) {}

    public record HookReceipt(String run) {}
}
