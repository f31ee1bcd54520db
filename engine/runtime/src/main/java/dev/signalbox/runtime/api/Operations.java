package dev.signalbox.runtime.api;

import java.util.function.Consumer;

/**
 * Everything that can be done with runs. The embedded engine implements it, and so does the client of a running server,
 * so that a command line beside a server and one without behave alike.
 */
public interface Operations
        extends FlowOperations,
                DraftOperations,
                RunOperations,
                HoldOperations,
                NoticeOperations,
                AuditOperations,
                TriggerOperations,
                AutoCloseable {
    /** Calls the listener whenever a run or a hold may have changed, until the returned handle is closed. */
    AutoCloseable watch(Consumer<Views.Change> listener);

    @Override
    void close();
}
