package dev.signalbox.testkit;

import dev.signalbox.runtime.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** A clock that moves only when it is told to. Alarms ring on the thread that moves it, in the order of their times. */
public final class VirtualClock implements Clock {
    private Instant now;
    private long count;
    private final PriorityQueue<Pending> pending = new PriorityQueue<>();

    private record Pending(Instant at, long number, Runnable task) implements Comparable<Pending> {
        @Override
        public int compareTo(Pending other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    public VirtualClock(Instant start) {
        now = start;
    }

    /** Noon of an ordinary Monday. */
    public VirtualClock() {
        this(Instant.parse("2026-03-02T12:00:00Z"));
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Alarm alarm(Instant at, Runnable task) {
        synchronized (this) {
            if (at.isAfter(now)) {
                Pending alarm = new Pending(at, count++, task);
                pending.add(alarm);
                return () -> remove(alarm);
            }
        }
        Thread.ofVirtual().start(task);
        return () -> {};
    }

    private synchronized void remove(Pending alarm) {
        pending.remove(alarm);
    }

    /** Moves on, ringing what is due on the way, at its own time. */
    public void advance(Duration by) {
        Instant goal = now().plus(by);
        for (Runnable task : due(goal)) {
            task.run();
        }
        synchronized (this) {
            now = goal.isAfter(now) ? goal : now;
        }
        for (Runnable task : due(goal)) {
            task.run();
        }
    }

    private synchronized List<Runnable> due(Instant goal) {
        List<Runnable> tasks = new ArrayList<>();
        Pending next = pending.peek();
        while (next != null && !next.at().isAfter(goal)) {
            pending.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            tasks.add(next.task());
            next = pending.peek();
        }
        return tasks;
    }

    @Override
    public synchronized void close() {
        pending.clear();
    }
}
