package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store promises of a run's log and of what a commit carries: durable, dense, and read back as it was written. */
interface LogContract extends OpenedStore {
    @Test
    default void aCommitIsThereAfterARestart() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        done(store().append(run.step(run.entered("b", 1)).commit()));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertEquals(run.log(), loaded("r1").events());
        assertNull(store().load(new RunId("r2")));
    }

    @Test
    default void aCommitThatExpectsAnotherPlaceInTheLogChangesNothing() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        StoredRuns.Draft late = run.step(run.entered("b", 1));
        done(store().append(late.commit()));
        Appended second = store().append(late.commit());
        assertEquals(new Appended.Behind(run.row().seq()), second);
        assertEquals(run.log(), loaded("r1").events());
        assertEquals(
                new Appended.Behind(run.row().seq()),
                store().append(new StoredRuns("r1").start().commit()));
        assertEquals(
                new Appended.Behind(0),
                store().append(new StoredRuns("r9")
                        .pretendAt(3)
                        .step(run.entered("b", 1))
                        .commit()));
    }

    @Test
    default void aRunThatIsMovedIsListedUnderItsNewFile() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        done(store().append(run.step(run.moved("c".repeat(64), "2.0.0")).commit()));
        assertEquals("c".repeat(64), String.valueOf(loaded("r1").row().bundle()));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertEquals("2.0.0", loaded("r1").row().version());
        assertEquals(run.log(), loaded("r1").events());
    }

    @Test
    default void theLogIsReadFromAnyPlaceOn() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        done(store().append(run.step(run.entered("b", 1), run.entered("c", 1), run.entered("d", 1))
                .commit()));
        List<RunStore.LoggedEvent> events = store().events(new RunId("r1"), 3, 10);
        assertEquals(
                List.of(4L, 5L), events.stream().map(RunStore.LoggedEvent::seq).toList());
        assertEquals(
                run.log().subList(3, 5),
                events.stream().map(RunStore.LoggedEvent::event).toList());
        assertEquals(1, store().events(new RunId("r1"), 2, 1).size());
        assertEquals(List.of(), store().events(new RunId("r1"), 5, 10));
        assertEquals(List.of(), store().events(new RunId("none"), 0, 10));
    }

    @Test
    default void theLogTellsWhichCommitBroughtAnEvent() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        done(store().append(run.step(run.entered("b", 1), run.entered("c", 1), run.entered("d", 1))
                .commit()));
        done(store().append(run.step(run.entered("e", 1)).commit()));
        reopen();
        RunId id = new RunId("r1");
        assertEquals(new RunStore.CommitSpan(1, 2), store().commit(id, 1));
        assertEquals(new RunStore.CommitSpan(1, 2), store().commit(id, 2));
        assertEquals(new RunStore.CommitSpan(3, 5), store().commit(id, 3));
        assertEquals(new RunStore.CommitSpan(3, 5), store().commit(id, 5));
        assertEquals(new RunStore.CommitSpan(6, 6), store().commit(id, 6));
        assertNull(store().commit(id, 0));
        assertNull(store().commit(id, 7));
        assertNull(store().commit(new RunId("none"), 1));
    }

    @Test
    default void aLongRunIsReadFromItsLastSnapshotOn() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        int visits = 400;
        for (int i = 0; i < visits; i++) {
            StoredRuns.Draft step = run.step(run.set("a", i + 1, "x".repeat(i % 7)), run.entered("a", i + 2));
            done(store().append(i % 90 == 89 ? step.snapshot().commit() : step.commit()));
        }
        reopen();
        RunStore.StoredRun stored = loaded("r1");
        assertNotNull(stored.snapshot());
        assertEquals(2 + 2L * 360, stored.snapshot().run().seq());
        assertEquals(run.log().subList(2 + 2 * 360, run.log().size()), stored.events());
        Run folded = stored.snapshot().run();
        for (Event event : stored.events()) {
            folded = Evolver.evolve(folded, event);
        }
        assertEquals(run.folded(), folded);
        assertEquals(visits, folded.memory().history().size());
        assertEquals(
                run.log().size(),
                store().events(new RunId("r1"), 0, RunStore.MOST).size());
    }

    @Test
    default void longValuesComeBackAsTheyWere() {
        String text = "ü".repeat(RunStore.VALUE_LIMIT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("long", text);
        values.put("nested", Map.of("again", text, "list", List.of(text, 5.0, Json.NULL)));
        values.put("many", new ArrayList<>(Collections.nCopies(9000, "nine chars")));
        values.put("lookalike", Map.of("$blob", "0000"));
        values.put("deeper", Map.of("$$blob", Map.of("$blob", 5L)));
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start(new DataName("payload"), values).commit()));
        reopen();
        assertEquals(run.log(), loaded("r1").events());
    }

    @Test
    default void longValuesOfTheDistantPastComeBackFromASnapshot() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        Event[] rounds = new Event[300];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = run.set("a", i + 1, "ü".repeat(i % 100 == 7 ? RunStore.VALUE_LIMIT : i));
        }
        done(store().append(run.step(rounds).snapshot().commit()));
        reopen();
        RunStore.StoredRun stored = loaded("r1");
        assertNotNull(stored.snapshot());
        assertEquals(List.of(), stored.events());
        assertEquals(run.folded(), stored.snapshot().run());
    }

    @Test
    default void aLookalikeOfABlobIsData() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(
                        run.start(new DataName("x"), Map.of("$blob", "0000")).commit()));
        reopen();
        assertEquals(run.log(), loaded("r1").events());
    }

    /** A NUL is a character of JSON, and a database's text may know none. */
    @Test
    default void aNulInATextComesBackAsItWas() {
        String text = "a\0b\uFDD0" + "0\uFDD0";
        StoredRuns run = new StoredRuns("r1").key(text);
        done(store().append(run.start(new DataName("x"), Map.of(text, text))
                .holds(run.hold("a", null, text))
                .startKey(text, T0.plusSeconds(9))
                .commit()));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertEquals(run.log(), loaded("r1").events());
        assertEquals(List.of(new RunId("r1")), store().openWithKey(text, 10));
        assertEquals(1, holds(null, null, Set.of(text), null, 10).size());
        assertEquals(List.of(), holds(null, null, Set.of("a"), null, 10));
        assertEquals(new RunId("r1"), store().startedBy(text, T0));
        assertNull(store().startedBy("a\uFDD0" + "0b\uFDD0" + "0\uFDD0", T0));
    }

    @Test
    default void aBundleIsKeptByItsHash() {
        Bundle bundle = new Bundle(
                "a.flow.yaml", "signalbox: 1\n", Map.of("p.md", "text"), Map.of("p.png", "iVBORw0KGgo="), "{}");
        StoredRuns run = new StoredRuns("r1");
        store().keepBundle(run.row().bundle(), bundle);
        store().keepBundle(run.row().bundle(), bundle);
        reopen();
        assertEquals(bundle, store().bundle(run.row().bundle()));
        assertNull(store().bundle(new BundleHash("0")));
    }

    @Test
    default void manyWritersAtOnceEachGetTheirOwnDenseLog() throws Exception {
        int runs = 24;
        int steps = 20;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                StoredRuns run = new StoredRuns("r" + i);
                all.add(pool.submit(() -> {
                    done(store().append(run.start().commit()));
                    for (int step = 0; step < steps; step++) {
                        done(store().append(run.step(run.entered("s", step + 1)).commit()));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        reopen();
        for (int i = 0; i < runs; i++) {
            assertEquals(steps + 2L, loaded("r" + i).row().seq());
            assertEquals(steps + 2, loaded("r" + i).events().size());
        }
    }

    @Test
    default void aClosedStoreRefuses() {
        store().close();
        StoredRuns run = new StoredRuns("r1");
        assertThrows(StoreException.class, () -> store().append(run.start().commit()));
        reopen();
        assertNull(store().load(new RunId("r1")));
        assertTrue(store().claim(1).isEmpty());
    }
}
