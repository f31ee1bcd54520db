package dev.signalbox.runtime.action;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread that ends what takes too long. What it runs must not block. */
final class Deadlines {
    private static final ScheduledExecutorService TIMER = timer();

    private Deadlines() {}

    static ScheduledFuture<?> after(Duration time, Runnable end) {
        return TIMER.schedule(end, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("signalbox-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        return Executors.unconfigurableScheduledExecutorService(timer);
    }
}
