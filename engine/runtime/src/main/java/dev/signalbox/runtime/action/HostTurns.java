package dev.signalbox.runtime.action;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many calls are under way at each host. The bound is asked at each call, so that a changed one counts at once. */
final class HostTurns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition back = lock.newCondition();
    private final Map<String, Integer> under = new HashMap<>();

    /** Waits for a turn; false when the time is up before there is one. */
    boolean take(String host, int most, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (under.getOrDefault(host, 0) >= most) {
                if (left <= 0) {
                    return false;
                }
                left = back.awaitNanos(left);
            }
            under.merge(host, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(String host) {
        lock.lock();
        try {
            under.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
            back.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
