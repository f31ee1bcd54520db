package dev.signalbox.runtime.run;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for a run to come to rest: paused, stuck or ended. */
final class Waiting {
    /** What another engine did may have been told to nobody: it is looked again after that. */
    private static final Duration UNHEARD = Duration.ofSeconds(1);

    private final Dispatcher dispatcher;
    private final Changes changes;

    Waiting(Dispatcher dispatcher, Changes changes) {
        this.dispatcher = dispatcher;
        this.changes = changes;
    }

    /** Gives the run when it rests, the time is up or the thread is interrupted; null when there is none. */
    @Nullable
    Run await(RunId run, Duration atMost) {
        Semaphore changed = new Semaphore(0);
        long until = System.nanoTime() + atMost.toNanos();
        Changes.Listening listening = changes.listen(change -> {
            // One that runs on is no reason to look: most of a run's commits leave it running.
            if (change.run().equals(run.value()) && !change.status().equals(RunStatus.RUNNING.text())) {
                changed.release();
            }
        });
        try {
            boolean look = !dispatcher.runsOn(run);
            while (true) {
                Run now = look ? dispatcher.run(run) : null;
                long left = until - System.nanoTime();
                if (look && (now == null || left <= 0 || rests(now))) {
                    return now;
                }
                changed.tryAcquire(Math.clamp(left, 0, UNHEARD.toNanos()), TimeUnit.NANOSECONDS);
                changed.drainPermits();
                look = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return dispatcher.run(run);
        } finally {
            listening.close();
        }
    }

    private boolean rests(Run run) {
        return dispatcher.row(run).status() != RunStatus.RUNNING;
    }
}
