package dev.signalbox.store.postgres;

import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other engines which runs changed, and hears it from them: NOTIFY and LISTEN, each on a connection of its own, for a
 * notification inside a commit would make all commits wait for each other. Told at most every few milliseconds, many runs
 * together. What is lost while a connection is down is lost; whoever listens is told to look at everything then.
 */
final class Hearsay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hearsay.class);

    /** A payload has less than 8,000 bytes. */
    private static final int MOST_RUNS = 150;

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final int LISTEN_MILLIS = 500;
    private static final String MUCH = "*";
    private static final String JOINED = "+";

    private final Server server;
    private final String node;
    private final String channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Thread telling;
    private boolean joining = true;
    private volatile boolean alone;
    private volatile boolean closed;

    /** @param channel of this schema */
    Hearsay(Server server, long owner, String channel) {
        this.server = server;
        this.node = String.valueOf(owner);
        this.channel = channel;
        telling = Thread.ofPlatform().name("signalbox-store-hints").daemon().start(this::tellOn);
    }

    /** Nobody else uses the database, as far as is known: then nothing is told. */
    void alone(boolean nobodyElse) {
        alone = nobodyElse;
    }

    /** Tells others, soon. */
    void changed(String run) {
        if (alone) {
            return;
        }
        lock.lock();
        try {
            if (changed.size() <= MOST_RUNS) {
                changed.add(run);
            }
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Hears others until the handle is closed. */
    RunStore.Hearing hear(Hints to) {
        Listening listening = new Listening(to);
        Thread thread =
                Thread.ofPlatform().name("signalbox-store-listener").daemon().start(listening);
        listening.awaitFirst();
        return () -> {
            listening.over = true;
            join(thread);
        };
    }

    private void tellOn() {
        while (!closed) {
            try (Connection connection = server.patient();
                    Sql sql = new Sql(connection)) {
                sql.execute("SET synchronous_commit = off");
                while (!closed) {
                    String payload = next();
                    if (payload != null) {
                        sql.first("SELECT 1 FROM pg_notify(?, ?)", row -> row.number(1), channel, payload);
                        Thread.sleep(PAUSE);
                    }
                }
            } catch (SQLException e) {
                LOG.debug("Hints cannot be told: {}", e.getMessage());
                sleep();
            } catch (InterruptedException e) {
                return; // closed
            }
        }
    }

    private @Nullable String next() throws InterruptedException {
        lock.lock();
        try {
            while (changed.isEmpty() && !joining && !closed) {
                something.await();
            }
            if (closed) {
                return null;
            }
            List<String> words = new ArrayList<>();
            words.add(node);
            if (joining) {
                words.add(JOINED);
            }
            boolean much = changed.size() > MOST_RUNS;
            words.addAll(much ? List.of(MUCH) : changed);
            String payload = String.join(" ", words);
            changed.clear();
            joining = false;
            // Every id is shorter than this by far; one that is not is no reason to fail.
            return payload.length() < 7900 ? payload : node + " " + MUCH;
        } finally {
            lock.unlock();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        telling.interrupt();
        join(telling);
    }

    /** One listener with its connection. */
    private final class Listening implements Runnable {
        private final Hints to;
        private final java.util.concurrent.CountDownLatch first = new java.util.concurrent.CountDownLatch(1);
        private volatile boolean over;

        Listening(Hints to) {
            this.to = to;
        }

        /** Returns once it listens, or has failed to for the first time. */
        void awaitFirst() {
            try {
                first.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            boolean again = false;
            while (!over && !closed) {
                try (Connection connection = server.patient();
                        Sql sql = new Sql(connection)) {
                    sql.execute("LISTEN \"" + channel + "\"");
                    first.countDown();
                    if (again) {
                        to.muchChanged();
                    }
                    again = true;
                    listen(connection.unwrap(PGConnection.class));
                } catch (SQLException e) {
                    first.countDown();
                    LOG.debug("Hints cannot be heard: {}", e.getMessage());
                    sleep();
                }
            }
        }

        private void listen(PGConnection connection) throws SQLException {
            while (!over && !closed) {
                PGNotification[] heard = connection.getNotifications(LISTEN_MILLIS);
                if (heard != null) {
                    for (PGNotification one : heard) {
                        pass(one.getParameter());
                    }
                }
            }
        }

        private void pass(String payload) {
            String[] words = payload.split(" ", -1);
            if (words[0].equals(node)) {
                return;
            }
            for (int i = 1; i < words.length; i++) {
                switch (words[i]) {
                    case MUCH -> to.muchChanged();
                    case JOINED -> alone(false);
                    default -> to.changed(new RunId(words[i]));
                }
            }
        }
    }
}
