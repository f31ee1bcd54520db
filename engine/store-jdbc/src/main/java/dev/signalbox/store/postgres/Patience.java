package dev.signalbox.store.postgres;

import java.time.Duration;

/** How long something is tried again: first soon, then less and less often, until a time that was set at the start. */
final class Patience {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private final long until;
    private long next = FIRST_MILLIS;

    Patience(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    /** Waits before the next try; false when there is to be none. */
    boolean wait(boolean closing) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0 || closing) {
            return false;
        }
        sleep(Math.min(next, left));
        next = Math.min(next * 2, LONGEST_MILLIS);
        return true;
    }

    /** Not interruptible, for what is half told is worse than what is late; the interruption is kept. */
    private static void sleep(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
