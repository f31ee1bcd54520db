package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Command;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes runs whose time has come. The times are the store's; here is one alarm, for the earliest. After a downtime
 * everything that came due meanwhile is woken, a batch at a time. A wake is a nudge: decide looks what is due.
 */
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Clock clock;
    private final Background background;
    private final int batch;
    private final ReentrantLock lock = new ReentrantLock();
    private Clock.@Nullable Alarm alarm;
    private @Nullable Instant armedFor;
    private boolean waking;
    private boolean again;
    private boolean closed;
    private boolean started;

    Timers(Dispatcher dispatcher, RunStore store, Clock clock, Background background, int batch) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.clock = clock;
        this.background = background;
        this.batch = batch;
    }

    void start() {
        lock.lock();
        try {
            started = true;
        } finally {
            lock.unlock();
        }
        ring();
    }

    /** A run's row was committed: its time may be the earliest now. */
    void committed(@Nullable Instant before, RunRow row) {
        Instant at = row.wakeAt();
        if (at == null || at.equals(before)) {
            return; // the alarm that is set covers it; a time that has come and changed nothing is not rung twice
        }
        lock.lock();
        try {
            arm(at);
        } finally {
            lock.unlock();
        }
    }

    private void arm(Instant at) {
        Instant armed = armedFor;
        if (closed || !started || (armed != null && !at.isBefore(armed))) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        armedFor = at;
        alarm = clock.alarm(at, this::ring);
    }

    /** Wakes what is due, if nobody is at it already. */
    void ring() {
        lock.lock();
        try {
            armedFor = null;
            alarm = null;
            if (closed) {
                return;
            }
            if (waking) {
                again = true;
                return;
            }
            waking = true;
            background.run("timers", this::wakeAll);
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        boolean done = false;
        while (!done) {
            RunStore.Wakening last = null;
            try {
                last = wakeDue();
            } finally {
                done = rest(last);
            }
        }
    }

    /** Wakes every run that is due, earliest first; gives the place after the last. */
    private RunStore.@Nullable Wakening wakeDue() {
        RunStore.Wakening last = null;
        List<RunStore.Wakening> due = due(null);
        while (!due.isEmpty() && !dispatcher.closing()) {
            wake(due);
            last = due.get(due.size() - 1);
            due = due.size() < batch ? List.of() : due(last);
        }
        return last;
    }

    private List<RunStore.Wakening> due(RunStore.@Nullable Wakening after) {
        return dispatcher.guarded(() -> store.due(clock.now(), after, batch));
    }

    /** Sets the next alarm, unless it rang meanwhile. */
    private boolean rest(RunStore.@Nullable Wakening last) {
        lock.lock();
        try {
            if (again && !closed) {
                again = false;
                return false;
            }
            waking = false;
            if (!closed && !dispatcher.closing()) {
                dispatcher
                        .guarded(() -> java.util.Optional.ofNullable(store.nextWake(last)))
                        .ifPresent(next -> arm(next.at()));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wake(List<RunStore.Wakening> due) {
        CountDownLatch left = new CountDownLatch(due.size());
        List<Thread> threads = new ArrayList<>();
        for (RunStore.Wakening wakening : due) {
            threads.add(background.run("wake-" + wakening.run(), () -> {
                try {
                    dispatcher.handle(wakening.run(), new Command.Wake());
                } finally {
                    left.countDown();
                }
            }));
        }
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("Stopped waking {} runs", threads.size());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (alarm != null) {
                alarm.cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
