package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One command of a run at a time. A run has a cell only while somebody is in it; besides, a bounded number of runs that
 * are under way are remembered, so that the next command need not read them again. A run that waits is in neither.
 */
final class Cells {
    private final Map<RunId, Cell> cells = new ConcurrentHashMap<>();
    private final Map<RunId, Run> hot;
    private final ReentrantLock hotLock = new ReentrantLock();

    static final class Cell {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    Cells(int most) {
        hot = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<RunId, Run> eldest) {
                return size() > most;
            }
        };
    }

    Cell enter(RunId run) {
        Cell cell = cells.compute(run, (id, there) -> {
            Cell its = there == null ? new Cell() : there;
            its.users++;
            return its;
        });
        cell.lock.lock();
        return cell;
    }

    void leave(RunId run, Cell cell) {
        cell.lock.unlock();
        cells.computeIfPresent(run, (id, its) -> --its.users == 0 ? null : its);
    }

    /** For who is in the cell: the run as it was committed last, if it is remembered. */
    @Nullable
    Run hot(RunId run) {
        hotLock.lock();
        try {
            return hot.get(run);
        } finally {
            hotLock.unlock();
        }
    }

    void remember(Run run) {
        hotLock.lock();
        try {
            hot.put(run.id(), run);
        } finally {
            hotLock.unlock();
        }
    }

    void forget(RunId run) {
        hotLock.lock();
        try {
            hot.remove(run);
        } finally {
            hotLock.unlock();
        }
    }

    /** How many runs are in memory. */
    int size() {
        hotLock.lock();
        try {
            return Math.max(hot.size(), cells.size());
        } finally {
            hotLock.unlock();
        }
    }
}
