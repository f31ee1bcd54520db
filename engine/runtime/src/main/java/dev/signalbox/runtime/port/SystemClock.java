package dev.signalbox.runtime.port;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's clock. Its alarms look again at least once a minute, so that a clock that was set does not delay them for long. */
public final class SystemClock implements Clock {
    private static final long LOOK_AGAIN_MILLIS = 60_000;

    private final ScheduledThreadPoolExecutor timer;

    public SystemClock() {
        timer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().name("signalbox-clock").daemon().unstarted(task));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Alarm alarm(Instant at, Runnable task) {
        Pending alarm = new Pending(at, task);
        alarm.look();
        return alarm;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Pending implements Alarm {
        private final Instant at;
        private final Runnable task;
        private volatile boolean cancelled;

        Pending(Instant at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        void look() {
            if (cancelled || timer.isShutdown()) {
                return;
            }
            long left = now().isBefore(at) ? millisLeft() : 0;
            var unused = timer.schedule(
                    left == 0 ? this::ring : this::look, Math.min(left, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS);
        }

        private long millisLeft() {
            try {
                return Math.max(1, Duration.between(now(), at).toMillis());
            } catch (ArithmeticException e) {
                return Long.MAX_VALUE; // further off than the clock can count
            }
        }

        private void ring() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
