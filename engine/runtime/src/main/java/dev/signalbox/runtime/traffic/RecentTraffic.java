package dev.signalbox.runtime.traffic;

import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.port.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * {@link Traffic} as it was a few seconds ago at most: a page that many have open asks the store once, and one count is made at a
 * time. Safe to share between threads.
 */
public final class RecentTraffic {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);

    /** Kept counts; a workspace has few flows that are looked at. */
    private static final int MOST = 64;

    private final RunStore store;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Asked, Counted> kept = new LinkedHashMap<>();

    private record Asked(FlowName flow, int runs) {}

    private record Counted(long at, ReviewViews.TrafficView view) {}

    /** @param nanos a clock that only goes forward */
    public RecentTraffic(RunStore store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    public ReviewViews.TrafficView of(FlowName flow, int runs) {
        Asked asked = new Asked(flow, runs);
        lock.lock();
        try {
            Counted known = kept.get(asked);
            if (known != null && nanos.getAsLong() - known.at() < FRESH) {
                return known.view();
            }
            ReviewViews.TrafficView view = Traffic.of(store, flow, runs);
            if (kept.size() >= MOST) {
                kept.clear();
            }
            kept.put(asked, new Counted(nanos.getAsLong(), view));
            return view;
        } finally {
            lock.unlock();
        }
    }
}
