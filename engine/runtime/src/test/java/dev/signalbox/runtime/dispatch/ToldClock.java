package dev.signalbox.runtime.dispatch;

import dev.signalbox.runtime.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that moves when it is told to; what is due rings on the thread that moves it. */
final class ToldClock implements Clock {
    private final List<Pending> pending = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    private record Pending(Instant at, Runnable task) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Alarm alarm(Instant at, Runnable task) {
        Pending alarm = new Pending(at, task);
        pending.add(alarm);
        return () -> pending.remove(alarm);
    }

    int alarms() {
        return pending.size();
    }

    void advance(Duration by) {
        Instant goal = now.plus(by);
        for (Pending next = due(goal); next != null; next = due(goal)) {
            pending.remove(next);
            now = next.at().isAfter(now) ? next.at() : now;
            next.task().run();
        }
        now = goal;
    }

    private Pending due(Instant goal) {
        return pending.stream()
                .filter(alarm -> !alarm.at().isAfter(goal))
                .min(Comparator.comparing(Pending::at))
                .orElse(null);
    }

    @Override
    public void close() {
        pending.clear();
    }
}
