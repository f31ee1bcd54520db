package dev.signalbox.testkit.run;

import dev.signalbox.runtime.port.Clock;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A test's time. It stands still until the test's driver moves it; an alarm never rings by itself, not even one that is due:
 * the driver takes them one by one, when the engine has nothing else to do.
 */
final class TestClock implements Clock {
    private final PriorityQueue<Pending> pending = new PriorityQueue<>();
    private Instant now;
    private long count;

    private record Pending(Instant at, long number, Runnable task) implements Comparable<Pending> {
        @Override
        public int compareTo(Pending other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    TestClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm alarm(Instant at, Runnable task) {
        Pending alarm = new Pending(at, count++, task);
        pending.add(alarm);
        return () -> remove(alarm);
    }

    private synchronized void remove(Pending alarm) {
        pending.remove(alarm);
    }

    /** When the next alarm wants to ring; null when none does. */
    synchronized @Nullable Instant next() {
        Pending first = pending.peek();
        return first == null ? null : first.at();
    }

    /** Rings the next alarm, at its time. */
    void ring() {
        Pending first;
        synchronized (this) {
            first = pending.remove();
            moveTo(first.at());
        }
        first.task().run();
    }

    /** Never back. */
    synchronized void moveTo(Instant at) {
        now = at.isAfter(now) ? at : now;
    }

    @Override
    public synchronized void close() {
        pending.clear();
    }
}
