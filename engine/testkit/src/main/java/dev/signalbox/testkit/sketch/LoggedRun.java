package dev.signalbox.testkit.sketch;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleException;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.List;

/**
 * A real run as a store has it, and its child runs behind it.
 *
 * @param flow as the run pinned it
 */
public record LoggedRun(RunRow row, CheckedFlow flow, List<Event> events) {
    private static final int MOST = 200;

    public LoggedRun {
        events = List.copyOf(events);
    }

    /** The run first, its children behind it. A {@link Problem} for one that is not there or cannot be read any more. */
    public static List<LoggedRun> read(RunStore store, RunId id) {
        RunRow row = store.row(id);
        if (row == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no run " + id + ".");
        }
        List<LoggedRun> runs = new ArrayList<>();
        add(store, row, runs);
        return runs;
    }

    private static void add(RunStore store, RunRow row, List<LoggedRun> runs) {
        runs.add(new LoggedRun(row, flow(store, row), store.log(row.id())));
        if (runs.size() > MOST) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "The run has more than " + MOST + " child runs.");
        }
        store.children(row.id(), RunStore.MOST).forEach(child -> add(store, child, runs));
    }

    private static CheckedFlow flow(RunStore store, RunRow row) {
        Bundle bundle = store.bundle(row.bundle());
        if (bundle == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "The store lacks the file of run " + row.id() + ".");
        }
        try {
            return BundleOpener.open(bundle);
        } catch (BundleException unreadable) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "The file of run " + row.id() + " cannot be read any more: " + unreadable.getMessage());
        }
    }
}
