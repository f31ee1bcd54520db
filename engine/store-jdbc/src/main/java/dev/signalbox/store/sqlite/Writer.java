package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Handover;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. What waits when it is free goes to disk in one transaction, so that many runs share a flush;
 * nobody is answered before it. A platform thread, because the driver holds its carrier while it writes. After a failure
 * it refuses everything.
 */
final class Writer implements AutoCloseable {
    /** Most works of one transaction: beyond it the flush is no longer what costs. */
    private static final int TOGETHER = 512;

    private static final int QUEUE = 4096;

    private final Sql sql;
    private final InPlace files;
    private final Flushes told;
    private final BlockingQueue<Work<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile @Nullable StoreException broken;
    private volatile boolean closing;
    private volatile boolean ended;

    /** Changes made inside the transaction that the writer has opened. It may refuse, but then it has changed nothing. */
    interface Change<T> {
        T make(Sql sql) throws SQLException;
    }

    private static final class Work<T> {
        final Change<T> change;

        /** It is there to wake the writer, and changes nothing. */
        final boolean wakes;

        final CompletableFuture<T> done = new CompletableFuture<>();

        @Nullable
        T result;

        Work(Change<T> change, boolean wakes) {
            this.change = change;
            this.wakes = wakes;
        }

        void make(Sql sql) throws SQLException {
            result = change.make(sql);
        }

        @SuppressWarnings("NullAway") // result is set by make, which ran
        void answer() {
            done.complete(result);
        }
    }

    Writer(Sql sql, InPlace files, Flushes told) {
        this.sql = sql;
        this.files = files;
        this.told = told;
        thread = Thread.ofPlatform().name("signalbox-store-writer").daemon().start(this::loop);
    }

    /** Returns when the change is durable. */
    <T> T write(Change<T> change) {
        refuseWhenOver();
        Work<T> work = new Work<>(change, false);
        Handover.put(queue, work);
        if (ended) {
            drainRefusing(); // it came after the last look into the queue
        }
        return Handover.await(work.done);
    }

    private void refuseWhenOver() {
        StoreException failure = broken;
        if (failure != null) {
            throw new StoreException("The store has stopped: " + failure.getMessage(), failure);
        }
        if (closing) {
            throw new StoreException("The store is closed.");
        }
    }

    private void loop() {
        List<Work<?>> works = new ArrayList<>();
        while (broken == null && !(closing && queue.isEmpty())) {
            try {
                works.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody has a reason to; the condition looks again
            }
            queue.drainTo(works, TOGETHER - 1);
            commit(works);
            works.clear();
        }
        ended = true;
        drainRefusing();
    }

    private void commit(List<Work<?>> works) {
        try {
            files.check();
            sql.again("BEGIN IMMEDIATE");
            for (int made = 0; made < works.size(); made++) {
                works.get(made).make(sql);
                if (made == works.size() - 1) {
                    queue.drainTo(works, TOGETHER - works.size()); // who came meanwhile goes along
                }
            }
            sql.again("COMMIT");
            files.check();
        } catch (SQLException | RuntimeException e) {
            StoreException failure = e instanceof StoreException known
                    ? known
                    : new StoreException("The database cannot be written: " + e.getMessage() + ".", e);
            broken = failure;
            rollback();
            works.forEach(work -> work.done.completeExceptionally(failure));
            return;
        }
        int changes = (int) works.stream().filter(work -> !work.wakes).count();
        if (changes > 0) {
            told.flushed(changes);
        }
        answer(works);
    }

    /** Waking somebody costs as much as writing what they wanted: many are woken by one who is no writer. */
    private static void answer(List<Work<?>> works) {
        if (works.size() == 1) {
            works.get(0).answer();
        } else {
            List<Work<?>> all = List.copyOf(works);
            Thread.startVirtualThread(() -> all.forEach(Work::answer));
        }
    }

    private void rollback() {
        try {
            sql.execute("ROLLBACK");
        } catch (SQLException e) {
            // an uncommitted transaction is gone with its connection at the latest
        }
    }

    private void drainRefusing() {
        StoreException failure = broken != null ? broken : new StoreException("The store is closed.");
        List<Work<?>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(work -> work.done.completeExceptionally(failure));
    }

    /** Writes what waits, then ends the thread and the connection. */
    @Override
    public void close() {
        closing = true;
        Handover.put(queue, new Work<>(sql -> true, true));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            sql.close();
        } catch (SQLException e) {
            // everything that was answered is on disk already
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
