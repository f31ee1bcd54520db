package dev.signalbox.cli.command;

import dev.signalbox.runtime.Engine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a program that runs until it is told to stop does so: the system's signal is heard, and the process ends when this is
 * closed, which is after everything opened later has been.
 */
final class Stopping implements AutoCloseable {
    /** How soon a failed store is seen. */
    private static final long LOOK_MILLIS = 200;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Listens from now on. */
    Stopping() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** The virtual machine ends when its hooks have returned, so this one waits for streams, runs and store. */
    private void stop() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when it is to stop, false when the store has failed: it works for nobody any more, and a restart may. */
    boolean awaitWhileWell(Engine running) throws InterruptedException {
        while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (running.failure() != null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
