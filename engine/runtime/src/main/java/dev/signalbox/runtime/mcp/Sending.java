package dev.signalbox.runtime.mcp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request on its way, told by the transport and read by whoever waits for the answer. */
final class Sending {
    /** Under which a transport finds it in what the SDK hands on. */
    static final Class<Sending> KEY = Sending.class;

    final Duration timeout;
    private volatile boolean left;
    private volatile @Nullable Object id;
    private volatile @Nullable Runnable end;
    private volatile boolean abandoned;

    Sending(Duration timeout) {
        this.timeout = timeout;
    }

    void named(Object id) {
        this.id = id;
    }

    @Nullable
    Object id() {
        return id;
    }

    /** From here on the server may have read it; false when nobody waits for it any more and it must not be sent. */
    synchronized boolean leaves() {
        if (abandoned) {
            return false;
        }
        left = true;
        return true;
    }

    boolean left() {
        return left;
    }

    /** How the transport ends it early. */
    void endsBy(Runnable end) {
        this.end = end;
        if (abandoned) {
            end.run();
        }
    }

    /** Nobody waits any more: what has not left stays. */
    synchronized void abandon() {
        abandoned = true;
        Runnable how = end;
        if (how != null) {
            how.run();
        }
    }
}
