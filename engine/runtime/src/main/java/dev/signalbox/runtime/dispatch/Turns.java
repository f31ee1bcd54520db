package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets effects begin: so many at once in all, of one run, and of one target, an action or a model; and to a target with a
 * rate so many a minute ({@link Pace}). What has to wait costs an entry in a queue, no thread. Among those who wait for a target the runs take turns, so that one with thousands of calls
 * delays another's by one call, not by thousands; the targets take turns as well.
 */
final class Turns {
    private final int most;
    private final int mostOfRun;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Target, Line> lines = new LinkedHashMap<>();
    private final Map<RunId, Integer> underWayOfRun = new HashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();
    private final IdentityHashMap<Entry, Pace.Ticket> tickets = new IdentityHashMap<>();
    private int underWay;
    private int waiting;
    private Clock.@Nullable Alarm alarm;
    private @Nullable Instant armedFor;
    private boolean closed;

    /**
     * Whom an effect goes to.
     *
     * @param most how many may at once; {@link Integer#MAX_VALUE} for any number
     * @param rate how much in a minute; null for any amount
     */
    record Target(String name, int most, Workspace.@Nullable Rate rate) {
        static final Target ANY = new Target("", Integer.MAX_VALUE, null);
    }

    /** Who wants to begin. */
    interface Entry {
        RunId run();

        Target target();

        /** What it counts as against its target's rate, as far as is known before it begins. */
        long tokens();

        /** Called once, when its turn has come, by whoever made room; must not block. */
        void begin();
    }

    private static final class Line {
        final Map<RunId, ArrayDeque<Entry>> runs = new LinkedHashMap<>();
        int underWay;
    }

    Turns(int most, int mostOfRun, Clock clock) {
        this.most = most;
        this.mostOfRun = mostOfRun;
        this.clock = clock;
    }

    /** Begins it now or when its turn comes. */
    void ask(Entry entry) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            lines.computeIfAbsent(entry.target(), target -> new Line())
                    .runs
                    .computeIfAbsent(entry.run(), run -> new ArrayDeque<>())
                    .add(entry);
            waiting++;
        } finally {
            lock.unlock();
        }
        letBegin();
    }

    /** Takes back an entry that still waits; false when it has begun. */
    boolean withdraw(Entry entry) {
        lock.lock();
        try {
            Line line = lines.get(entry.target());
            ArrayDeque<Entry> queue = line == null ? null : line.runs.get(entry.run());
            if (line == null || queue == null || !queue.remove(entry)) {
                return false;
            }
            waiting--;
            tidy(entry.target(), line, entry.run(), queue);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What one that had begun came to, against its target's rate. */
    void counted(Entry entry, long tokens) {
        lock.lock();
        try {
            Pace pace = paces.get(entry.target().name());
            Pace.Ticket ticket = tickets.get(entry);
            if (pace != null && ticket != null) {
                pace.correct(ticket, tokens);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The target wants nothing for so long, from nobody. */
    void shut(Target target, Duration time) {
        lock.lock();
        try {
            paces.computeIfAbsent(target.name(), name -> new Pace()).shut(time, clock.now());
        } finally {
            lock.unlock();
        }
    }

    /** One that had begun is over. */
    void done(Entry entry) {
        lock.lock();
        try {
            tickets.remove(entry);
            underWay--;
            underWayOfRun.computeIfPresent(entry.run(), (run, count) -> count == 1 ? null : count - 1);
            Line line = lines.get(entry.target());
            if (line != null) {
                line.underWay--;
                if (line.underWay == 0 && line.runs.isEmpty()) {
                    lines.remove(entry.target());
                }
            }
        } finally {
            lock.unlock();
        }
        letBegin();
    }

    /** Nothing begins any more; what waits is forgotten. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lines.values().forEach(line -> line.runs.clear());
            waiting = 0;
            if (alarm != null) {
                alarm.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void letBegin() {
        for (Entry next = take(); next != null; next = take()) {
            next.begin();
        }
    }

    private @Nullable Entry take() {
        lock.lock();
        try {
            if (waiting == 0 || underWay >= most) {
                return null;
            }
            Instant opens = null;
            for (Map.Entry<Target, Line> entry : lines.entrySet()) {
                Line line = entry.getValue();
                ArrayDeque<Entry> queue = line.underWay < entry.getKey().most() ? next(line) : null;
                if (queue == null) {
                    continue;
                }
                Instant look = opens(queue.element());
                if (look == null) {
                    return begun(queue, line);
                }
                opens = opens == null || look.isBefore(opens) ? look : opens;
            }
            if (opens != null) {
                lookAgain(opens);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The queue of the run whose turn it is, of those that have room of their own. */
    private @Nullable ArrayDeque<Entry> next(Line line) {
        for (Map.Entry<RunId, ArrayDeque<Entry>> entry : line.runs.entrySet()) {
            if (underWayOfRun.getOrDefault(entry.getKey(), 0) < mostOfRun) {
                return entry.getValue();
            }
        }
        return null;
    }

    private @Nullable Instant opens(Entry entry) {
        Pace pace = paces.get(entry.target().name());
        return pace == null ? null : pace.opens(entry.target().rate(), entry.tokens(), clock.now());
    }

    /** One alarm, for the earliest: whoever rings it looks at all lines. */
    private void lookAgain(Instant at) {
        if (closed || (armedFor != null && !at.isBefore(armedFor))) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        armedFor = at;
        alarm = clock.alarm(at, this::ring);
    }

    private void ring() {
        lock.lock();
        try {
            alarm = null;
            armedFor = null;
        } finally {
            lock.unlock();
        }
        letBegin();
    }

    private Entry begun(ArrayDeque<Entry> queue, Line line) {
        Entry entry = queue.remove();
        line.runs.remove(entry.run());
        if (!queue.isEmpty()) {
            line.runs.put(entry.run(), queue);
        }
        began(entry, line);
        // Its target goes behind the others.
        lines.remove(entry.target());
        lines.put(entry.target(), line);
        if (entry.target().rate() != null) {
            Pace pace = paces.computeIfAbsent(entry.target().name(), name -> new Pace());
            tickets.put(entry, pace.take(entry.tokens(), clock.now()));
        }
        return entry;
    }

    private void began(Entry entry, Line line) {
        waiting--;
        underWay++;
        line.underWay++;
        underWayOfRun.merge(entry.run(), 1, Integer::sum);
    }

    private void tidy(Target target, Line line, RunId run, ArrayDeque<Entry> queue) {
        if (queue.isEmpty()) {
            line.runs.remove(run);
        }
        if (line.underWay == 0 && line.runs.isEmpty()) {
            lines.remove(target);
        }
    }
}
