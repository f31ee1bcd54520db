package dev.signalbox.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.LongRun;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What is read when a very long run is opened. Not by the clock, but by taking away what must not be read: a run that opens
 * all the same did not read it. {@code -Dlongrun.events=N} says how long it is.
 */
public abstract class LongRunDatabase {
    private static final int EVENTS = Integer.getInteger("longrun.events", 100_000);
    /** Not where a snapshot was just made. */
    private static final int PAST_THE_HEAD = 150;

    private static final int OPENINGS = 21;

    protected abstract Database database();

    @Test
    void aVeryLongRunOpensFromItsHeadAndTheFewEventsAfterIt() throws Exception {
        Database database = database();
        LongRun run = new LongRun();
        try (RunStore store = database.open()) {
            run.grow(store, EVENTS + PAST_THE_HEAD);
            RunStore.StoredRun stored = opened(store, run);
            assertEquals(run.run(), folded(stored), "its whole past is there for who asks");
            System.out.printf(
                    Locale.ROOT,
                    "%s: a run of %d events opens in %.1f ms, the median of %d times%n",
                    database.name(),
                    run.run().seq(),
                    milliseconds(store, run),
                    OPENINGS);
        }
        long head = database.number("SELECT seq FROM snapshot");
        assertTrue(database.number("SELECT count(*) FROM history") * SnapshotJson.CHUNK
                > EVENTS / 2 - 2 * SnapshotJson.CHUNK);
        database.execute("DELETE FROM commit_log WHERE first_seq <= " + head);
        database.execute("UPDATE history SET body = 'unreadable'");
        try (RunStore store = database.open()) {
            Run opened = folded(opened(store, run));
            assertEquals(run.run().with(Memory.EMPTY), opened.with(Memory.EMPTY));
            assertEquals(run.run().memory().data(), opened.memory().data());
            assertEquals(
                    run.run().memory().history().size(),
                    opened.memory().history().size());
            assertThrows(
                    RuntimeException.class,
                    () -> opened.memory().history().toList(),
                    "who looks at the past parses it");
        }
        database.execute("DELETE FROM snapshot");
        try (RunStore store = database.open()) {
            RunStore.StoredRun stored = store.load(run.id());
            assertNotNull(stored);
            assertNull(stored.snapshot());
            assertEquals(run.run().seq() - head, stored.events().size(), "no more is left of its log");
        }
    }

    private static RunStore.StoredRun opened(RunStore store, LongRun run) {
        RunStore.StoredRun stored = store.load(run.id());
        assertNotNull(stored);
        assertNotNull(stored.snapshot());
        assertTrue(
                stored.events().size() < Bounds.DEFAULT.snapshotEvery(),
                stored.events().size() + " events are read");
        return stored;
    }

    private static Run folded(RunStore.StoredRun stored) {
        Run run = stored.snapshot() == null ? null : stored.snapshot().run();
        for (Event event : stored.events()) {
            run = Evolver.evolve(run, event);
        }
        assertNotNull(run);
        return run;
    }

    private static double milliseconds(RunStore store, LongRun run) {
        long[] took = new long[OPENINGS];
        for (int i = 0; i < took.length; i++) {
            long began = System.nanoTime();
            folded(opened(store, run));
            took[i] = System.nanoTime() - began;
        }
        Arrays.sort(took);
        return took[OPENINGS / 2] / 1e6;
    }
}
