package dev.signalbox.runtime.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that ends what takes too long. What it runs must not block. Almost every deadline is cancelled long
 * before its time, so setting one wakes nobody unless it is earlier than the time at which the thread wakes by itself; a
 * {@code ScheduledThreadPoolExecutor} would wake its thread at each call.
 */
final class Deadlines {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Deadlines SHARED = new Deadlines();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final TreeSet<Deadline> waiting = new TreeSet<>();
    private long count;
    private boolean started;
    private boolean asleep;
    private long wakes;

    private Deadlines() {}

    /** Calls {@code end} after the time, unless the deadline is cancelled first. */
    static Deadline after(Duration time, Runnable end) {
        return SHARED.set(time, end);
    }

    private Deadline set(Duration time, Runnable end) {
        lock.lock();
        try {
            Deadline deadline = new Deadline(this, System.nanoTime() + time.toNanos(), count++, end);
            waiting.add(deadline);
            if (!started) {
                started = true;
                Thread.ofPlatform().daemon().name("signalbox-deadlines").start(this::run);
            } else if (!asleep || deadline.at - wakes < 0) {
                earlier.signal();
            }
            return deadline;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            for (Deadline over : next()) {
                try {
                    over.end.run();
                } catch (RuntimeException e) {
                    LOG.error("A call that is out of time could not be ended", e);
                }
            }
        }
    }

    /** Waits until some are over, and takes them. */
    private List<Deadline> next() {
        lock.lock();
        try {
            List<Deadline> over = takeOver();
            while (over.isEmpty()) {
                rest();
                over = takeOver();
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    private List<Deadline> takeOver() {
        List<Deadline> over = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.first().at - System.nanoTime() <= 0) {
            over.add(waiting.removeFirst());
        }
        return over;
    }

    /** Until the time of the earliest, though it may be cancelled meanwhile; without any until there is one. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls looks again
    private void rest() {
        try {
            if (waiting.isEmpty()) {
                earlier.await();
            } else {
                asleep = true;
                wakes = waiting.first().at;
                earlier.awaitNanos(Math.max(0, wakes - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody has a reason to interrupt this", e);
        } finally {
            asleep = false;
        }
    }

    /** A time after which something is ended. */
    static final class Deadline implements Comparable<Deadline> {
        private final Deadlines of;
        private final long at;
        private final long number;
        private final Runnable end;

        private Deadline(Deadlines of, long at, long number, Runnable end) {
            this.of = of;
            this.at = at;
            this.number = number;
            this.end = end;
        }

        /** Too late when its end has begun. */
        void cancel() {
            of.lock.lock();
            try {
                of.waiting.remove(this);
            } finally {
                of.lock.unlock();
            }
        }

        @Override
        public int compareTo(Deadline other) {
            long sooner = at - other.at;
            return sooner != 0 ? Long.signum(sooner) : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}
