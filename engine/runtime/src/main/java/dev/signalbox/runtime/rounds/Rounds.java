package dev.signalbox.runtime.rounds;

import dev.signalbox.runtime.port.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One round after the other, each on a thread of its own when its time has come, until they are closed; between two of them
 * there is no thread. Safe to share between threads.
 */
public final class Rounds implements AutoCloseable {
    private final String name;
    private final Clock clock;
    private final Supplier<Instant> round;
    private final Object lock = new Object();
    private @Nullable Thread walking;
    private Clock.@Nullable Alarm alarm;
    private volatile boolean closed;

    /**
     * @param name of the thread
     * @param round does one and says when the next is due; it throws nothing, for nobody would hear it
     */
    public Rounds(String name, Clock clock, Supplier<Instant> round) {
        this.name = name;
        this.clock = clock;
        this.round = round;
    }

    /** Begins a round at once, unless one is under way. */
    public void start() {
        synchronized (lock) {
            if (!closed && (walking == null || !walking.isAlive())) {
                walking = Thread.ofVirtual().name(name).start(this::walk);
            }
        }
    }

    private void walk() {
        Instant next = round.get();
        synchronized (lock) {
            if (!closed) {
                walking = null;
                alarm = clock.alarm(next, this::start);
            }
        }
    }

    /** A long round looks, and ends early. */
    public boolean closed() {
        return closed;
    }

    /** Lets the round that is under way end; none comes after it. */
    @Override
    public void close() {
        Thread last;
        synchronized (lock) {
            closed = true;
            if (alarm != null) {
                alarm.cancel();
            }
            last = walking;
        }
        if (last != null) {
            try {
                last.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
