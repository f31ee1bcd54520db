package dev.signalbox.runtime.listen;

import dev.signalbox.runtime.api.Views;

/**
 * Hears what the runs of this engine came to, once each and after it is durable, one run's in order, on a thread of its own that
 * may be kept waiting. It is told what this process did: what happens in a crash, or on another engine of the same store,
 * is told nowhere, so that whatever must not be missed is better asked of the engine. One that throws is logged and hears on.
 */
public interface RunListener {
    /** Somebody has to decide; by now they may have. */
    default void holdOpened(Views.HoldView hold) {}

    /** The run succeeded, failed or was cancelled. */
    default void runEnded(Views.RunView run) {}

    /** Nobody handles what happened: the run keeps everything until an operator retries, moves or cancels it. */
    default void runStuck(Views.RunView run) {}
}
