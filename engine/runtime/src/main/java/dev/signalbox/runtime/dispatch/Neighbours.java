package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Other engines on the same store. Every so often this one says that it is alive, stops calls that are not its own any more,
 * and takes up what others left; a hint from the store makes it look sooner. Where the store is not shared nothing happens.
 */
final class Neighbours implements AutoCloseable, Hints {
    /** Three beats may be missed before a lease is over. */
    private static final Duration BEAT = RunStore.LEASE.dividedBy(4);

    /** Children looked after at a beat: each costs two runs read. */
    private static final int CHILDREN = 50;

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Clock clock;
    private final EffectRunner effects;
    private final Recovery recovery;
    private final Children children;
    private final Timers timers;
    private final Background background;
    private final Changes changes;
    private final AtomicInteger nextChild = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private Clock.@Nullable Alarm alarm;
    private RunStore.@Nullable Hearing hearing;
    private boolean closed;

    Neighbours(
            Dispatcher dispatcher,
            Ports ports,
            EffectRunner effects,
            Recovery recovery,
            Children children,
            Timers timers,
            Background background,
            Changes changes) {
        this.dispatcher = dispatcher;
        store = ports.store();
        clock = ports.clock();
        this.effects = effects;
        this.recovery = recovery;
        this.children = children;
        this.timers = timers;
        this.background = background;
        this.changes = changes;
    }

    void start() {
        if (!store.shared()) {
            return;
        }
        lock.lock();
        try {
            hearing = store.hints(this);
            arm();
        } finally {
            lock.unlock();
        }
    }

    private void arm() {
        if (!closed) {
            alarm = clock.alarm(clock.now().plus(BEAT), this::ring);
        }
    }

    private void ring() {
        background.run("beat", () -> {
            try {
                beat();
            } finally {
                lock.lock();
                try {
                    arm();
                } finally {
                    lock.unlock();
                }
            }
        });
    }

    private void beat() {
        if (dispatcher.closing()) {
            return;
        }
        Set<Claim> believed = effects.claims();
        List<Claim> own = dispatcher.guarded(store::renew);
        Set<Claim> lost = new HashSet<>(believed);
        own.forEach(lost::remove);
        effects.stop(lost);
        lookAfterChildren(own.stream()
                .filter(claim -> claim.effect().kind().equals("ChildRun") && !believed.contains(claim))
                .toList());
        recovery.run();
        timers.ring();
    }

    /** A few at each beat, so that all have their turn: whoever ended a child may have died before its parent was told. */
    private void lookAfterChildren(List<Claim> started) {
        for (int i = 0; i < Math.min(CHILDREN, started.size()); i++) {
            children.lookAfter(started.get(Math.floorMod(nextChild.getAndIncrement(), started.size())));
        }
    }

    @Override
    public void changed(RunId id) {
        dispatcher.forget(id);
        background.run("hint-" + id, () -> {
            Run run = dispatcher.lookAgain(id);
            if (run != null) {
                String status = dispatcher.row(run).status().text();
                changes.tell(new Views.Change("run", id.value(), status));
                changes.tell(new Views.Change("hold", id.value(), status));
            }
        });
    }

    @Override
    public void muchChanged() {
        background.run("hint", this::beat);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (alarm != null) {
                alarm.cancel();
            }
            if (hearing != null) {
                hearing.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
