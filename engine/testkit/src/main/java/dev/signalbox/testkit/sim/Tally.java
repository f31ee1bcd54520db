package dev.signalbox.testkit.sim;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what happened, by name. */
public final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    public void count(String what) {
        count(what, 1);
    }

    public void count(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    public void add(Tally other) {
        other.counts.forEach((what, times) -> counts.merge(what, times, Long::sum));
    }

    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    public Map<String, Long> counts() {
        return counts;
    }
}
