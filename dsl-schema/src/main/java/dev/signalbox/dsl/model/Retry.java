package dev.signalbox.dsl.model;

import java.time.Duration;
import java.util.List;

/**
 * Retries after the first try.
 *
 * @param max how many at most
 * @param first the wait before the first retry; each next doubles it, up to {@code most}
 * @param on the kinds of failure that are retried, as in {@code otherwise}; empty for the default (time-out, lost
 *     connection, 429, 5xx)
 */
public record Retry(int max, Duration first, Duration most, List<String> on) {
    public Retry {
        on = List.copyOf(on);
    }
}
