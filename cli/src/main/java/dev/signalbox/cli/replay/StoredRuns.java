package dev.signalbox.cli.replay;

import dev.signalbox.cli.Complaint;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleException;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs out of a store that is only read. */
final class StoredRuns {
    private static final int PAGE = 200;

    private final RunStore store;
    private final Map<String, CheckedFlow> opened = new HashMap<>();

    StoredRuns(RunStore store) {
        this.store = store;
    }

    RecordedRun named(String id) {
        RunRow row = store.row(new RunId(id));
        if (row == null) {
            throw new Complaint("there is no run " + id + ", and no file of that name");
        }
        return recorded(row);
    }

    /** The newest ones, at most so many. */
    List<RecordedRun> newest(@Nullable FlowName flow, @Nullable RunStatus status, int most) {
        List<RecordedRun> runs = new ArrayList<>();
        RunStore.RunCursor after = null;
        while (runs.size() < most) {
            int limit = Math.min(PAGE, most - runs.size());
            List<RunRow> page = store.runs(new RunStore.RunQuery(flow, status, null, after, limit));
            page.forEach(row -> runs.add(recorded(row)));
            if (page.size() < limit) {
                return runs;
            }
            after = new RunStore.RunCursor(
                    page.getLast().startedAt(), page.getLast().id());
        }
        return runs;
    }

    /** The file that the run pinned; null where the store lacks it or it cannot be read any more. */
    @Nullable
    CheckedFlow pinned(RecordedRun run) {
        CheckedFlow known = opened.get(run.bundle());
        if (known == null) {
            Bundle bundle = store.bundle(new BundleHash(run.bundle()));
            try {
                known = bundle == null ? null : BundleOpener.open(bundle);
            } catch (BundleException unreadable) {
                return null;
            }
            if (known != null) {
                opened.put(run.bundle(), known);
            }
        }
        return known;
    }

    private RecordedRun recorded(RunRow row) {
        return new RecordedRun(
                row.id().value(),
                row.flow().value(),
                row.bundle().value(),
                store.log(row.id()),
                null,
                store.load(row.id()));
    }
}
