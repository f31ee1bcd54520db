package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.Handover;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The thread that appends: with a second one the groups are half as large, and a commit costs the processors a third more
 * without being quicker. What waits when it is free goes in one transaction, and in one round trip with its commit: the
 * changes themselves fail when a run or a claim is not as expected. Only then, or after any other trouble, it is looked first
 * what stands in the way of which commit ({@link GroupLook}). Nobody is answered before the commit. One whose answer was lost
 * is made again, and known by its token if it had been made. A failure of one commit is its own: the others of its group are
 * made one by one.
 */
final class GroupWriter implements AutoCloseable {
    private static final int TOGETHER = 256;
    private static final int QUEUE = 4096;

    /** How often a commit that another transaction was in the way of is tried alone. */
    private static final int TRIES = 20;

    private final Server server;
    private final long owner;
    private final Duration patience;
    private final Written written;
    private final Flushes told;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;

    /** Told after a run's commit is durable, on the thread that wrote it; must be quick. */
    interface Written {
        void written(String run);
    }

    private static final class Work {
        final @Nullable EncodedCommit commit;
        final CompletableFuture<Appended> done = new CompletableFuture<>();

        /** Marks the commit's row of the log, by whichever try it is made. */
        final long token = ThreadLocalRandom.current().nextLong();

        /** A try of it was sent, and its answer lost. */
        boolean doubtful;

        Work(@Nullable EncodedCommit commit) {
            this.commit = commit;
        }

        Commit commit() {
            return encoded().commit();
        }

        EncodedCommit encoded() {
            if (commit == null) {
                throw new IllegalStateException("this only wakes the writer");
            }
            return commit;
        }
    }

    GroupWriter(Server server, long owner, Duration patience, Written written, Flushes told) {
        this.server = server;
        this.owner = owner;
        this.patience = patience;
        this.written = written;
        this.told = told;
        thread = Thread.ofPlatform().name("signalbox-store-writer").daemon().start(new Line());
    }

    /** Returns when the commit is durable or refused. */
    Appended write(EncodedCommit commit) {
        if (closing) {
            throw new StoreException("The store is closed.");
        }
        Work work = new Work(commit);
        Handover.put(queue, work);
        if (ended) {
            refuseWaiting(); // it came after the last look into the queue
        }
        return Handover.await(work.done);
    }

    private void refuseWaiting() {
        List<Work> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(work -> work.done.completeExceptionally(new StoreException("The store is closed.")));
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing = true;
        Handover.put(queue, new Work(null));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ended = true;
        refuseWaiting();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread with its connection. */
    private final class Line implements Runnable {
        private @Nullable Connection connection;
        private final List<Work> later = new ArrayList<>();

        /** Changes and their commit are on their way. */
        private boolean sending;

        @Override
        public void run() {
            while (!closing || !queue.isEmpty() || !later.isEmpty()) {
                List<Work> works = take();
                if (!works.isEmpty()) {
                    commit(works, new Patience(patience));
                }
            }
            drop();
        }

        /** At most one commit of a run, and one start with a key, in a group; the next goes with the next group. */
        private List<Work> take() {
            List<Work> came = new ArrayList<>(later);
            later.clear();
            try {
                if (came.isEmpty()) {
                    came.add(queue.take());
                }
            } catch (InterruptedException e) {
                return List.of(); // nobody has a reason to; the condition looks again
            }
            queue.drainTo(came, TOGETHER - came.size());
            List<Work> works = new ArrayList<>();
            Set<Object> touched = new HashSet<>();
            for (Work work : came) {
                if (work.commit == null) {
                    continue;
                }
                List<Object> touches = touches(work.commit());
                if (touches.stream().anyMatch(touched::contains)) {
                    later.add(work);
                } else {
                    touched.addAll(touches);
                    works.add(work);
                }
            }
            works.sort(Comparator.comparing(work -> work.commit().row().id()));
            return works;
        }

        private static List<Object> touches(Commit commit) {
            List<Object> touches = new ArrayList<>();
            touches.add(commit.row().id());
            if (commit.startKey() != null) {
                touches.add(commit.startKey());
                touches.add("start " + commit.startKey().key());
            }
            if (commit.after() == 0 && commit.row().key() != null) {
                touches.add("key " + commit.row().flow() + " " + commit.row().key());
            }
            return touches;
        }

        private void commit(List<Work> works, Patience again) {
            boolean straight = works.stream().allMatch(work -> GroupWrite.showsClaim(work.commit()));
            for (int tries = 1; ; tries++) {
                sending = false;
                try {
                    answer(straight ? makeStraight(works) : lookAndMake(works));
                    return;
                } catch (SQLException e) {
                    boolean looked = !straight;
                    straight = false;
                    boolean usable = Trouble.of(e) != Trouble.GONE && undo();
                    if (!usable) {
                        drop();
                        works.forEach(work -> work.doubtful |= sending);
                    }
                    if ((looked || !usable) && !goOn(works, again, tries, e)) {
                        return;
                    }
                } catch (RuntimeException e) {
                    drop();
                    fail(works, new StoreException("The database cannot be written: " + e.getMessage(), e));
                    return;
                }
            }
        }

        /** Whether the same works are to be tried again together; when not, all of them have been answered. */
        private boolean goOn(List<Work> works, Patience again, int tries, SQLException failure) {
            Trouble trouble = Trouble.of(failure);
            if (trouble != Trouble.GONE && works.size() > 1) {
                works.forEach(work -> commit(List.of(work), again));
                return false;
            }
            boolean worthIt = trouble == Trouble.GONE || (trouble == Trouble.CONFLICT && tries < TRIES);
            if (worthIt && again.wait(false)) {
                return true;
            }
            fail(
                    works,
                    works.stream().anyMatch(work -> work.doubtful)
                            ? new StoreException(
                                    "The database went away as it was written, and what became of the last commits is not known.",
                                    failure)
                            : Trouble.cannot("written", failure));
            return false;
        }

        private Map<Work, Appended> makeStraight(List<Work> works) throws SQLException {
            Map<Work, Appended> answers = new HashMap<>();
            GroupWrite write = new GroupWrite(owner, false);
            for (Work work : works) {
                write.add(work.encoded(), work.token);
                answers.put(work, new Appended.Done());
            }
            send(write);
            return answers;
        }

        private void send(GroupWrite write) throws SQLException {
            Connection its = connection();
            sending = true;
            write.go(its);
            told.flushed(write.commits());
        }

        private Map<Work, Appended> lookAndMake(List<Work> works) throws SQLException {
            GroupLook look = GroupLook.at(
                    connection(),
                    works.stream().map(Work::encoded).toList(),
                    works.stream()
                            .filter(work -> work.doubtful)
                            .map(Work::encoded)
                            .toList());
            Map<Work, Appended> answers = new HashMap<>();
            GroupWrite write = new GroupWrite(owner, true);
            boolean changes = false;
            for (Work work : works) {
                boolean made = look.made(work.commit(), work.token);
                Appended refusal = made ? null : look.refusal(work.commit());
                answers.put(work, refusal == null ? new Appended.Done() : refusal);
                if (refusal == null && !made) {
                    write.add(work.encoded(), work.token);
                    changes = true;
                }
            }
            if (changes) {
                send(write);
            } else {
                connection().rollback();
            }
            return answers;
        }

        /** Gives up the transaction and keeps the connection; false when that cannot be. */
        private boolean undo() {
            try {
                connection().rollback();
                return true;
            } catch (SQLException e) {
                return false;
            }
        }

        private void answer(Map<Work, Appended> answers) {
            answers.forEach((work, answer) -> {
                if (answer instanceof Appended.Done) {
                    written.written(work.commit().row().id().value());
                }
                work.done.complete(answer);
            });
        }

        private void fail(List<Work> works, StoreException failure) {
            works.forEach(work -> work.done.completeExceptionally(failure));
        }

        private Connection connection() throws SQLException {
            Connection before = connection;
            if (before != null) {
                return before;
            }
            Connection now = server.writer();
            now.setAutoCommit(false);
            connection = now;
            return now;
        }

        /** Gives the connection up; what it had not committed is undone with it. */
        private void drop() {
            Connection before = connection;
            connection = null;
            if (before != null) {
                try {
                    before.close();
                } catch (SQLException e) {
                    // it is gone already
                }
            }
        }
    }
}
