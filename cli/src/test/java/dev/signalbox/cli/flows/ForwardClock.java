package dev.signalbox.cli.flows;

import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The system's time, which can be set forward: what comes due by that rings at once. */
final class ForwardClock implements Clock {
    private final SystemClock system = new SystemClock();
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration by) {
        ahead = ahead.plus(by);
        pending.forEach(Pending::set);
    }

    @Override
    public Instant now() {
        return system.now().plus(ahead);
    }

    @Override
    public Alarm alarm(Instant at, Runnable task) {
        Pending alarm = new Pending(at, task);
        pending.add(alarm);
        alarm.set();
        return alarm;
    }

    @Override
    public void close() {
        system.close();
    }

    private final class Pending implements Alarm {
        private final Instant at;
        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Alarm alarm;

        Pending(Instant at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        /** An alarm that was set before may ring all the same: only the first of them counts. */
        void set() {
            Alarm before = alarm;
            if (before != null) {
                before.cancel();
            }
            alarm = system.alarm(at.minus(ahead), this::ring);
        }

        private void ring() {
            if (over.compareAndSet(false, true)) {
                pending.remove(this);
                task.run();
            }
        }

        @Override
        public void cancel() {
            over.set(true);
            pending.remove(this);
            Alarm set = alarm;
            if (set != null) {
                set.cancel();
            }
        }
    }
}
