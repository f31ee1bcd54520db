package dev.signalbox.runtime.dispatch;

import dev.signalbox.runtime.api.Views;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who listens that something may have changed. A listener that fails is logged and hears on. */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final List<Consumer<Views.Change>> listeners = new CopyOnWriteArrayList<>();

    /** Takes the listener off. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Until the handle is closed. The listener is called by whoever made the change, and must be quick. */
    public Listening listen(Consumer<Views.Change> listener) {
        // An object of its own, so that one listener registered twice is two.
        Consumer<Views.Change> own = change -> listener.accept(change);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    public void tell(Views.Change change) {
        for (Consumer<Views.Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed at {}", change, e);
            }
        }
    }
}
