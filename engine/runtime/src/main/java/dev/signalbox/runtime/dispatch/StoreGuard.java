package dev.signalbox.runtime.dispatch;

import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the store's first failure: what was committed is not known any more, so nothing is acknowledged from then on. */
final class StoreGuard {
    private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);

    private final Telemetry telemetry;
    private final AtomicReference<@Nullable StoreException> broken = new AtomicReference<>();

    StoreGuard(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** What is asked of the store by the engine itself, not by who only looks; its failure ends everything. */
    <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            if (broken.compareAndSet(null, e)) {
                LOG.error("The store failed; nothing more is acknowledged. Restart when it is mended.", e);
                telemetry.storeFailed(e);
            }
            throw e;
        }
    }

    /** Why nothing is done any more, or null. */
    @Nullable
    StoreException failure() {
        return broken.get();
    }

    void refuseWhenOver() {
        StoreException failure = broken.get();
        if (failure != null) {
            throw new StoreException("The store has stopped: " + failure.getMessage(), failure);
        }
    }
}
