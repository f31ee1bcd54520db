package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store under test, and what the parts of the contract ask of it. */
interface OpenedStore {
    Instant T0 = StoredRuns.T0;

    RunStore store();

    /** As after a restart. */
    void reopen();

    default Appended.Done done(Appended appended) {
        return assertInstanceOf(Appended.Done.class, appended);
    }

    default RunStore.StoredRun loaded(String run) {
        RunStore.StoredRun stored = store().load(new RunId(run));
        assertNotNull(stored, run);
        return stored;
    }

    default List<Hold> holds(
            @Nullable Set<RunId> runs,
            @Nullable FlowName flow,
            @Nullable Set<String> by,
            HoldLedger.@Nullable HoldCursor after,
            int limit) {
        return store().holds(new HoldLedger.HoldQuery(runs, flow, by, after, limit)).stream()
                .map(HoldLedger.OpenHold::hold)
                .toList();
    }
}
