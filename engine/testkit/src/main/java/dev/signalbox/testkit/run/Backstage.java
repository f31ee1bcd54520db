package dev.signalbox.testkit.run;

import dev.signalbox.core.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engine's threads, counted, and the calls that wait for their cue. Calls that run side by side all leave and then wait
 * here, so that the driver, once everything else is quiet, lets them end in an order that is the same in every run of the
 * test.
 */
final class Backstage implements ThreadFactory {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Cue> cues = new ArrayList<>();
    private int live;

    /** A call under way. */
    final class Cue {
        private final Effect effect;
        private final Thread thread = Thread.currentThread();
        private @Nullable Object ready;
        private volatile boolean given;
        private volatile @Nullable Object outcome;

        private Cue(Effect effect) {
            this.effect = effect;
        }

        Effect effect() {
            return effect;
        }

        /** What a port of its own has brought already, or what is to become of the call; null when a script is to say. */
        @Nullable
        Object ready() {
            return ready;
        }

        /** Lets it end with that. */
        void give(Object what) {
            lock.lock();
            try {
                cues.remove(this);
                outcome = what;
                given = true;
            } finally {
                lock.unlock();
            }
            LockSupport.unpark(thread);
        }
    }

    @Override
    public Thread newThread(Runnable work) {
        lock.lock();
        try {
            live++;
        } finally {
            lock.unlock();
        }
        return Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } finally {
                lock.lock();
                try {
                    live--;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        });
    }

    /** Waits for the cue; an interruption means that nobody waits for this call any more. */
    Object await(Effect effect, @Nullable Object ready) throws InterruptedException {
        Cue cue = new Cue(effect);
        cue.ready = ready;
        lock.lock();
        try {
            cues.add(cue);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // The flag is looked at before it is cleared: until this call is off the list, the driver sees that it is
        // going.
        while (!cue.given && !Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
        Object outcome = cue.outcome;
        if (outcome == null) {
            leave(cue);
            Thread.interrupted();
            throw new InterruptedException();
        }
        return outcome;
    }

    private void leave(Cue cue) {
        lock.lock();
        try {
            cues.remove(cue);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing moves but what waits for its cue, and gives those calls. */
    List<Cue> awaitQuiet() throws InterruptedException {
        lock.lock();
        try {
            while (live > waiting()) {
                changed.await();
            }
            return List.copyOf(cues);
        } finally {
            lock.unlock();
        }
    }

    private int waiting() {
        int waiting = 0;
        for (Cue cue : cues) {
            waiting += cue.thread.isInterrupted() ? 0 : 1;
        }
        return waiting;
    }
}
