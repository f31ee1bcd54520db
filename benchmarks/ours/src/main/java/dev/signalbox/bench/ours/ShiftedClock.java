package dev.signalbox.bench.ours;

import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.SystemClock;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, set forward by as much as it is told. */
final class ShiftedClock implements Clock {
    private final SystemClock system = new SystemClock();
    private volatile Duration ahead;

    ShiftedClock(Duration ahead) {
        this.ahead = ahead;
    }

    void ahead(Duration by) {
        ahead = by;
    }

    @Override
    public Instant now() {
        return system.now().plus(ahead);
    }

    @Override
    public Alarm alarm(Instant at, Runnable task) {
        return system.alarm(at.minus(ahead), task);
    }

    @Override
    public void close() {
        system.close();
    }
}
