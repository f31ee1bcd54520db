package dev.signalbox.runtime.port;

/**
 * Is told by a store that gathers commits how many of them shared a flush, once they are durable and before anyone who waits
 * for the flush after it is answered. Called on the thread that writes: it must be quick, must not throw and must not block.
 */
public interface Flushes {
    /** Listens to nothing. */
    Flushes NONE = commits -> {};

    /** @param commits at least one */
    void flushed(int commits);
}
