package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Purging;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of runs whose payloads are purged. */
interface PurgeContract extends OpenedStore {
    Instant LATER = T0.plus(Duration.ofDays(91));

    /** A run whose long value is kept apart, read back from a snapshot, and over. */
    private StoredRuns ended(String id, String value) {
        StoredRuns run = new StoredRuns(id);
        done(store().append(run.start(new DataName("payload"), value.repeat(RunStore.VALUE_LIMIT))
                .commit()));
        done(store().append(run.step(run.set("a", 1, value)).snapshot().commit()));
        done(store().append(run.end().commit()));
        return run;
    }

    private List<String> endedBefore(Instant before) {
        return store().endedBefore(before, null, 10).stream()
                .map(row -> row.id().value())
                .toList();
    }

    @Test
    default void anEndedRunIsPurgedOnceAndFoldsFromItsPurgedLogAlone() {
        StoredRuns run = ended("r1", "word");
        List<Event> purged = Purging.log(run.log());
        assertTrue(store().purge(new RunId("r1"), purged, LATER));
        reopen();
        assertEquals(run.row(), loaded("r1").row());
        assertNull(loaded("r1").snapshot());
        assertEquals(purged, loaded("r1").events());
        assertFalse(purged.equals(run.log()));
        assertFalse(store().purge(new RunId("r1"), purged, LATER), "a second time");
        assertEquals(List.of(), endedBefore(LATER));
    }

    @Test
    default void onlyRunsThatEndedByThenAreToBePurgedPageByPage() {
        StoredRuns young = new StoredRuns("r0").at(T0.plusSeconds(1));
        done(store().append(young.start().commit()));
        done(store().append(young.end().commit()));
        StoredRuns open = new StoredRuns("r9");
        done(store().append(open.start().commit()));
        ended("r1", "one");
        ended("r2", "two");
        assertEquals(List.of("r1", "r2"), endedBefore(T0));
        assertEquals(List.of("r1", "r2", "r0"), endedBefore(T0.plusSeconds(1)));
        assertEquals(List.of(), endedBefore(T0.minusMillis(1)));
        RunRow first = store().endedBefore(T0, null, 1).get(0);
        RunStore.RunCursor after = new RunStore.RunCursor(first.startedAt(), first.id());
        assertEquals(
                List.of(new RunId("r2")),
                store().endedBefore(T0, after, 1).stream().map(RunRow::id).toList());
    }

    @Test
    default void aRunThatIsOpenOrHasMovedOnOrHasAnEffectLeftIsNotPurged() {
        StoredRuns run = new StoredRuns("r1");
        done(store().append(run.start().commit()));
        assertFalse(store().purge(new RunId("r1"), Purging.log(run.log()), LATER), "open");
        assertFalse(store().purge(new RunId("none"), List.of(), LATER), "unknown");
        Effect call = run.call("a", 1);
        done(store().append(run.end().effects(call).commit()));
        List<Event> purged = Purging.log(run.log());
        assertFalse(store().purge(new RunId("r1"), purged, LATER), "an effect is left");
        store().settle(Claim.last(EffectId.of(call)));
        assertFalse(store().purge(new RunId("r1"), purged.subList(0, 2), LATER), "another log");
        assertEquals(run.log(), loaded("r1").events());
        assertTrue(store().purge(new RunId("r1"), purged, LATER));
    }

    @Test
    default void aChildRunIsNotToBePurgedBeforeItsParentHasEnded() {
        StoredRuns parent = new StoredRuns("r1");
        done(store().append(parent.start().commit()));
        StoredRuns child = new StoredRuns("r2").parent(parent.stepId("a", 1));
        done(store().append(child.start().commit()));
        done(store().append(child.end().commit()));
        assertEquals(List.of(), endedBefore(LATER));
        done(store().append(parent.end().commit()));
        assertEquals(List.of("r1", "r2"), endedBefore(LATER));
    }

    @Test
    default void aLongValueThatAnotherRunHasTooStaysThere() {
        StoredRuns first = ended("r1", "same");
        StoredRuns second = ended("r2", "same");
        assertTrue(store().purge(new RunId("r1"), Purging.log(first.log()), LATER));
        assertEquals(
                second.log(),
                store().events(new RunId("r2"), 0, 10).stream()
                        .map(RunStore.LoggedEvent::event)
                        .toList());
        assertTrue(store().purge(new RunId("r2"), Purging.log(second.log()), LATER));
        StoredRuns third = ended("r3", "same");
        assertEquals(third.log().size(), store().events(new RunId("r3"), 0, 10).size());
    }
}
