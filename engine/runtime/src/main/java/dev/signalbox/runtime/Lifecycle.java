package dev.signalbox.runtime;

import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.port.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an engine stands between its start and its end, and what it can be asked there. Safe to share between threads. */
final class Lifecycle {
    private final Dispatcher dispatcher;
    private volatile boolean recovering;
    private volatile boolean draining;
    private volatile boolean closed;

    Lifecycle(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What an earlier owner of the store left is yet to be taken up. */
    void recovering(boolean is) {
        recovering = is;
    }

    void drains() {
        draining = true;
    }

    /** No run is begun any more. */
    boolean draining() {
        return draining;
    }

    /** False where it was closed before. */
    synchronized boolean closes() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    boolean ready() {
        return state().equals("ready");
    }

    String state() {
        if (dispatcher.failure() != null) {
            return "store_failed";
        }
        if (closed) {
            return "closed";
        }
        if (draining) {
            return "draining";
        }
        return recovering ? "recovering" : "ready";
    }

    /** Why nothing is acknowledged any more; null while all is well. */
    @Nullable
    String failure() {
        StoreException failure = dispatcher.failure();
        return failure == null ? null : failure.getMessage();
    }

    /** A store that fails is nobody's request: it is said plainly, and nothing is acknowledged. */
    <T> T working(Supplier<T> work) {
        if (closed) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Signalbox is closing.");
        }
        try {
            return work.get();
        } catch (StoreException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
