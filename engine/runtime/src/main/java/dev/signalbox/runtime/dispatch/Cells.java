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
 * are under way are remembered, so that the next command need not read them again, and a few that came to rest lately,
 * because whoever brought them there looks at them next. Any other run that waits is nowhere in memory.
 */
final class Cells {
    private final Map<RunId, Cell> cells = new ConcurrentHashMap<>();
    /** Enough for those who look at a run right after it came to rest. */
    private static final int RESTING = 256;

    private final Map<RunId, Run> hot;
    private final Map<RunId, Run> resting = bounded(RESTING);
    private final ReentrantLock hotLock = new ReentrantLock();

    static final class Cell {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    Cells(int most) {
        hot = bounded(most);
    }

    private static Map<RunId, Run> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
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
            Run its = hot.get(run);
            return its != null ? its : resting.get(run);
        } finally {
            hotLock.unlock();
        }
    }

    /** @param underWay it goes on by itself; otherwise it has come to rest */
    void remember(Run run, boolean underWay) {
        hotLock.lock();
        try {
            (underWay ? hot : resting).put(run.id(), run);
            (underWay ? resting : hot).remove(run.id());
        } finally {
            hotLock.unlock();
        }
    }

    void forget(RunId run) {
        hotLock.lock();
        try {
            hot.remove(run);
            resting.remove(run);
        } finally {
            hotLock.unlock();
        }
    }

    /** How many runs are in memory because they are under way. */
    int size() {
        hotLock.lock();
        try {
            return hot.size();
        } finally {
            hotLock.unlock();
        }
    }
}
