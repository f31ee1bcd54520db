package dev.signalbox.runtime.trigger;

import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import org.jspecify.annotations.Nullable;

/**
 * From which run's event a run was started. It stands in who started the run, which every commit keeps, so that a chain can
 * be followed back: an event of a run that is {@value #DEEPEST} runs down starts nothing, or two flows that start each other
 * would do so for ever.
 */
public final class Lineage {
    /** Runs that start each other by events, one after the other. */
    public static final int DEEPEST = 8;

    private static final String OF_RUN = " of run ";

    private Lineage() {}

    /** @param emitter null where the event came from outside */
    static String starter(String trigger, @Nullable RunId emitter) {
        return emitter == null ? trigger : trigger + OF_RUN + emitter;
    }

    /** Whether an event of that run may start others. */
    public static boolean mayStart(RunStore store, RunId emitter) {
        RunRow row = store.row(emitter);
        for (int depth = 1; depth < DEEPEST; depth++) {
            int at = row == null ? -1 : row.startedBy().lastIndexOf(OF_RUN);
            if (row == null || at < 0) {
                return true;
            }
            row = store.row(new RunId(row.startedBy().substring(at + OF_RUN.length())));
        }
        return row == null || !row.startedBy().contains(OF_RUN);
    }
}
