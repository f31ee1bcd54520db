package dev.signalbox.runtime.telemetry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters of one name, by the values of their labels. At most {@value #MOST}: what comes after goes to one whose
 * values are all {@code other}, so that no name anybody thinks of can fill the memory of this process or its scraper.
 */
final class Family<M> {
    static final int MOST = 500;
    private static final String OTHER = "other";

    private final Map<List<String>, M> meters = new ConcurrentHashMap<>();
    private final Function<List<String>, M> make;

    /** @param make makes the meter of these values */
    Family(Function<List<String>, M> make) {
        this.make = make;
    }

    M with(String... values) {
        List<String> labels = List.of(values);
        M there = meters.get(labels);
        if (there != null) {
            return there;
        }
        List<String> kept = meters.size() < MOST ? labels : Collections.nCopies(values.length, OTHER);
        return meters.computeIfAbsent(kept, make);
    }
}
