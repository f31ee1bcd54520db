package dev.signalbox.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many tries for each address ({@link Networks#around}) in a window, counted from its first. Remembers at most 10,000 addresses, the oldest
 * forgotten first.
 */
public final class RateLimit {
    private static final int ADDRESSES = 10_000;

    private record Window(Instant from, int tries) {}

    private final int tries;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    public RateLimit(int tries, Duration window, Clock clock) {
        this.tries = tries;
        this.window = window;
        this.clock = clock;
    }

    /** Counts a try; false when there were too many. */
    public synchronized boolean allow(String address) {
        String around = Networks.around(address);
        Instant now = clock.instant();
        Window last = windows.get(around);
        Window next = last == null || last.from().plus(window).isBefore(now)
                ? new Window(now, 1)
                : new Window(last.from(), last.tries() + 1);
        windows.remove(around);
        windows.put(around, next);
        if (windows.size() > ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        return next.tries() <= tries;
    }

    /** One try less, which was none after all. */
    synchronized void takeBack(String address) {
        windows.computeIfPresent(
                Networks.around(address), (key, window) -> new Window(window.from(), Math.max(0, window.tries() - 1)));
    }
}
