package dev.signalbox.runtime.dispatch;

import dev.signalbox.runtime.port.StoreException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on threads of its own that nobody waits for, counted so that closing can. */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final ThreadFactory threads;
    private int underWay;

    Background(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Starts it at once. What it throws is logged; a failing store has been told of already. */
    Thread run(String name, Runnable work) {
        count(1);
        Thread thread = threads.newThread(() -> {
            try {
                work.run();
            } catch (StoreException e) {
                LOG.debug("{} ended with the store", name, e);
            } catch (RuntimeException e) {
                LOG.error("{} failed", name, e);
            } finally {
                count(-1);
            }
        });
        thread.setName(name);
        thread.start();
        return thread;
    }

    private void count(int by) {
        lock.lock();
        try {
            underWay += by;
            if (underWay == 0) {
                quiet.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int underWay() {
        lock.lock();
        try {
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is under way; false when the time is up first. */
    boolean awaitQuiet(Duration atMost) {
        long left = TimeUnit.MILLISECONDS.toNanos(atMost.toMillis());
        lock.lock();
        try {
            while (underWay > 0 && left > 0) {
                left = quiet.awaitNanos(left);
            }
            return underWay == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
