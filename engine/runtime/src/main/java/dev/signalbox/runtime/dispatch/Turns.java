package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.RunId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets effects begin: so many at once in all, of one run, and of one target, an action or a model. What has to wait costs an
 * entry in a queue, no thread. Among those who wait for a target the runs take turns, so that one with thousands of calls
 * delays another's by one call, not by thousands; the targets take turns as well.
 */
final class Turns {
    private final int most;
    private final int mostOfRun;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Target, Line> lines = new LinkedHashMap<>();
    private final Map<RunId, Integer> underWayOfRun = new HashMap<>();
    private int underWay;
    private int waiting;
    private boolean closed;

    /** Whom an effect goes to, and how many may at once; {@link Integer#MAX_VALUE} for any number. */
    record Target(String name, int most) {
        static final Target ANY = new Target("", Integer.MAX_VALUE);
    }

    /** Who wants to begin. */
    interface Entry {
        RunId run();

        Target target();

        /** Called once, when its turn has come, by whoever made room; must not block. */
        void begin();
    }

    private static final class Line {
        final Map<RunId, ArrayDeque<Entry>> runs = new LinkedHashMap<>();
        int underWay;
    }

    Turns(int most, int mostOfRun) {
        this.most = most;
        this.mostOfRun = mostOfRun;
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

    /** One that had begun is over. */
    void done(Entry entry) {
        lock.lock();
        try {
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
            for (Map.Entry<Target, Line> entry : lines.entrySet()) {
                Line line = entry.getValue();
                Entry next = line.underWay < entry.getKey().most() ? next(line) : null;
                if (next != null) {
                    began(next, line);
                    // Its target goes behind the others.
                    lines.remove(next.target());
                    lines.put(next.target(), line);
                    return next;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The first of the run whose turn it is, of those that have room of their own. */
    private @Nullable Entry next(Line line) {
        Iterator<Map.Entry<RunId, ArrayDeque<Entry>>> runs =
                line.runs.entrySet().iterator();
        while (runs.hasNext()) {
            Map.Entry<RunId, ArrayDeque<Entry>> entry = runs.next();
            RunId run = entry.getKey();
            if (underWayOfRun.getOrDefault(run, 0) < mostOfRun) {
                ArrayDeque<Entry> queue = entry.getValue();
                Entry first = queue.remove();
                runs.remove();
                if (!queue.isEmpty()) {
                    line.runs.put(run, queue);
                }
                return first;
            }
        }
        return null;
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
