package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.RunStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run that goes round and round, every second event of it recorded. It is committed as an engine commits: a snapshot
 * rides in each commit that crosses a multiple of {@link Bounds#snapshotEvery}, and brings the chunks that are full since the
 * last.
 */
public final class LongRun {
    /** Two events a round: few enough for several commits between two snapshots, enough to be made in seconds. */
    private static final int ROUNDS = 25;

    private static final int SNAPSHOT_EVERY = Bounds.DEFAULT.snapshotEvery();

    private final StoredRuns commits = new StoredRuns("r1");
    private @Nullable Run run;
    private int visit = 1;

    public RunId id() {
        return new RunId("r1");
    }

    /** As it was committed last. */
    public Run run() {
        if (run == null) {
            throw new IllegalStateException("nothing is committed yet");
        }
        return run;
    }

    /** Goes on until the log has at least so many events. */
    public void grow(RunStore store, int events) {
        if (run == null) {
            commit(store, commits.start());
        }
        while (run().seq() < events) {
            Event[] some = new Event[2 * ROUNDS];
            for (int i = 0; i < some.length; i += 2) {
                some[i] = commits.set("a", visit, Map.of("round", (long) visit, "said", "as in every round before"));
                some[i + 1] = commits.entered("a", ++visit);
            }
            commit(store, commits.step(some));
        }
    }

    private void commit(RunStore store, StoredRuns.Draft draft) {
        long before = run == null ? 0 : run.seq();
        Run after = run;
        List<Event> events = draft.events();
        for (Event event : events) {
            after = Evolver.evolve(after, event);
        }
        if (after == null) {
            throw new IllegalStateException("a commit without events");
        }
        boolean snapshot = before / SNAPSHOT_EVERY != after.seq() / SNAPSHOT_EVERY;
        assertEquals(
                new Appended.Done(),
                store.append(snapshot ? draft.snapshot(after).commit() : draft.commit()));
        run = snapshot ? SnapshotJson.kept(after) : after;
    }
}
