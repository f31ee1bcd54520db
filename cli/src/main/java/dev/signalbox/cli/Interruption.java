package dev.signalbox.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C while something is under way: it is stopped, and what is there already is still printed. The process ends when this is
 * closed, which is after that.
 */
public final class Interruption {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    /** Listens from now on. */
    public Interruption(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        over.await();
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already, and has just been let go.
        }
    }
}
