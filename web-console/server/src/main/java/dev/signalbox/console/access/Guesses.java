package dev.signalbox.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wrong tokens that programs sent, for each address. After {@link #MOST} different ones no token of that address counts until a
 * minute after the first, the right one neither: a guesser would see by its answer which it is. The same wrong one again is no
 * further guess, so that a program with a token of yesterday shuts nobody out. A right one takes nothing back: whoever has a
 * token of their own could guess on. Tokens are kept as digests, of at most 10,000 addresses, the oldest forgotten first.
 */
final class Guesses {
    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private record Window(Instant from, Set<String> wrong) {}

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** Whether tokens of this address count. */
    synchronized boolean mayTry(String address) {
        Window window = current(Networks.around(address));
        return window == null || window.wrong().size() < MOST;
    }

    /** Counts a wrong one. */
    synchronized void wrong(String address, String token) {
        String around = Networks.around(address);
        Window window = current(around);
        if (window == null) {
            window = new Window(clock.instant(), new HashSet<>());
            windows.put(around, window);
            if (windows.size() > ADDRESSES) {
                windows.remove(windows.keySet().iterator().next());
            }
        }
        if (window.wrong().size() < MOST) {
            window.wrong().add(Secrets.fingerprint(token));
        }
    }

    private @Nullable Window current(String around) {
        Window window = windows.get(around);
        if (window != null && !clock.instant().isBefore(window.from().plus(WINDOW))) {
            windows.remove(around);
            return null;
        }
        return window;
    }
}
