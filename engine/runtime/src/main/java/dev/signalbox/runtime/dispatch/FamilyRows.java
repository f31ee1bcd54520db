package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of runs that may have child runs: one whose children all wait is shown as waiting, up through every parent. */
final class FamilyRows {
    private final Dispatcher dispatcher;
    private final RunStore store;
    private final Cells cells;
    private final Changes changes;

    FamilyRows(Dispatcher dispatcher, RunStore store, Cells cells, Changes changes) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.cells = cells;
        this.changes = changes;
    }

    /** The run's row as it is this very moment, child runs looked at; null when there is no such run. */
    @Nullable
    RunRow of(RunId id) {
        Run run = dispatcher.run(id);
        if (run == null) {
            return null;
        }
        return of(run);
    }

    /** The row of the run at hand. */
    RunRow of(Run run) {
        return RunRows.of(run, run.waitsForChildren() && childrenWait(run));
    }

    private boolean childrenWait(Run run) {
        for (RunId child : run.children()) {
            RunRow row = of(child);
            if (row == null || !waits(row.status())) {
                return false; // it is about to start, runs, or its end is about to be told
            }
        }
        return true;
    }

    private static boolean waits(RunStatus status) {
        return status == RunStatus.PAUSED || status == RunStatus.STUCK;
    }

    /** Lets a run's row show that all its child runs wait, or that one does not any more. Lists may lag behind by that. */
    void refresh(RunId id) {
        Cells.Cell cell = cells.enter(id);
        Run run;
        RunRow row;
        boolean moved = false;
        try {
            run = store.shared() ? dispatcher.stored(id) : dispatcher.run(id);
            RunRow was =
                    dispatcher.guarded(() -> Optional.ofNullable(store.row(id))).orElse(null);
            if (run == null || was == null) {
                return;
            }
            boolean childrenWait = childrenWait(run);
            row = RunRows.of(run, childrenWait);
            if (!row.equals(was)) {
                dispatcher.append(Commits.ofRow(run, childrenWait));
                moved = row.status() != was.status();
            }
        } finally {
            cells.leave(id, cell);
        }
        // Even when the row is as it was: somebody may have looked while a child run was between two rests.
        changes.tell(new Views.Change("run", id.value(), row.status().text()));
        StepId parent = run.parent();
        if (parent != null && moved) {
            refresh(parent.run());
        }
    }
}
