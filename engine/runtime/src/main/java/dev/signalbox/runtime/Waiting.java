package dev.signalbox.runtime;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.port.RunRow;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for a run to come to rest: paused, stuck or ended. */
final class Waiting {
    private final Dispatcher dispatcher;
    private final Changes changes;

    Waiting(Dispatcher dispatcher, Changes changes) {
        this.dispatcher = dispatcher;
        this.changes = changes;
    }

    /** Returns when it rests, there is no such run, the time is up, or the thread is interrupted. */
    void await(RunId run, Duration atMost) {
        Semaphore changed = new Semaphore(0);
        long until = System.nanoTime() + atMost.toNanos();
        Changes.Listening listening = changes.listen(change -> {
            if (change.run().equals(run.value())) {
                changed.release();
            }
        });
        try {
            while (!rests(run)) {
                long left = until - System.nanoTime();
                if (left <= 0 || !changed.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.close();
        }
    }

    private boolean rests(RunId run) {
        RunRow row = dispatcher.row(run);
        return row == null || row.status() != RunStatus.RUNNING;
    }
}
