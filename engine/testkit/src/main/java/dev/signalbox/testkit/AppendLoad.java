package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Many runs that grow at once, each by one commit after the other: every commit has to be acknowledged, and what is in the
 * store afterwards has to be what was acknowledged, no more and no less.
 */
public final class AppendLoad {
    private final List<StoredRuns> runs = new ArrayList<>();
    private final AtomicLong commits = new AtomicLong();

    public AppendLoad(int count) {
        for (int i = 0; i < count; i++) {
            runs.add(new StoredRuns("r" + i));
        }
    }

    /** How many commits were acknowledged. */
    public long commits() {
        return commits.get();
    }

    /** Appends until told otherwise; fails on the first commit that is not taken. */
    public void drive(RunStore store, BooleanSupplier until) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (StoredRuns run : runs) {
                all.add(pool.submit(() -> grow(store, run, until)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void grow(RunStore store, StoredRuns run, BooleanSupplier until) {
        append(store, run.start());
        for (int visit = 1; !until.getAsBoolean(); visit++) {
            Effect call = run.call("a", visit);
            append(store, run.step(run.entered("a", visit)).effects(call));
            append(
                    store,
                    run.step(run.set("a", visit, "x".repeat(visit % 50)))
                            .under(Claim.first(EffectId.of(call)))
                            .settled(call));
        }
    }

    private void append(RunStore store, StoredRuns.Draft draft) {
        assertEquals(new Appended.Done(), store.append(draft.commit()));
        commits.incrementAndGet();
    }

    /** Compares every run with what was acknowledged of it. */
    public void check(RunStore store) {
        for (StoredRuns run : runs) {
            RunStore.StoredRun stored = store.load(run.row().id());
            assertNotNull(stored, run.row().id()::toString);
            assertEquals(run.row(), stored.row());
            assertEquals(run.log(), stored.events());
        }
        assertEquals(List.of(), store.renew());
    }
}
