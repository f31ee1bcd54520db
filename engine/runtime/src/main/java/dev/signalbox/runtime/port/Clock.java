package dev.signalbox.runtime.port;

import java.time.Instant;

/** The time of a deployment. A test gives one that moves when it is told to. */
public interface Clock {
    /** Now, to the millisecond: what is written is what is read back. Never runs backwards by more than the system's own. */
    Instant now();

    /** Runs the task once, on a thread of the clock's, when now has reached the instant; at once when it has already. */
    Alarm alarm(Instant at, Runnable task);

    /** Ends the clock's threads; alarms that are left never ring. */
    void close();

    /** A pending alarm. */
    interface Alarm {
        /** It does not ring any more, unless it is ringing. */
        void cancel();
    }
}
