package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.port.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of what a run is found again by: its key, a start key, the event it waits for, an event that came. */
interface KeyContract extends OpenedStore {
    @Test
    default void aKeyIsTakenWhileItsRunIsOpen() {
        StoredRuns first = new StoredRuns("r1").key("T1");
        done(store().append(first.start().commit()));
        assertEquals(
                new Appended.KeyTaken(new RunId("r1")),
                store().append(new StoredRuns("r2").key("T1").start().commit()));
        assertNull(store().load(new RunId("r2")));
        done(store().append(new StoredRuns("r3").key("T1").flow("other").start().commit()));
        assertEquals(List.of(new RunId("r1"), new RunId("r3")), store().openWithKey("T1", 10));
        done(store().append(first.end().commit()));
        assertEquals(List.of(new RunId("r3")), store().openWithKey("T1", 10));
        done(store().append(new StoredRuns("r4").key("T1").start().commit()));
    }

    @Test
    default void aStartKeyGivesTheSameRunUntilItExpires() {
        Instant expires = T0.plus(Duration.ofHours(24));
        done(store().append(new StoredRuns("r1").start().startKey("k", expires).commit()));
        reopen();
        assertEquals(new RunId("r1"), store().startedBy("k", T0.plusSeconds(5)));
        assertEquals(
                new Appended.StartedBefore(new RunId("r1")),
                store().append(new StoredRuns("r2")
                        .start()
                        .startKey("k", expires)
                        .commit()));
        assertNull(store().load(new RunId("r2")));
        assertNull(store().startedBy("k", expires));
        assertNull(store().startedBy("other", T0));
        done(store().append(new StoredRuns("r3")
                .at(expires)
                .start()
                .startKey("k", expires.plusSeconds(9))
                .commit()));
    }

    @Test
    default void waitersAreReplacedWithTheirCommit() {
        StoredRuns run = new StoredRuns("r1");
        EventName paid = new EventName("paid");
        done(store().append(run.start()
                .waiters(List.of(new Waiter(run.stepId("a", 1), paid, "T1")))
                .commit()));
        assertEquals(List.of(new RunId("r1")), store().waitingFor(paid, "T1", 10));
        assertEquals(List.of(), store().waitingFor(paid, "T2", 10));
        done(store().append(run.step(run.entered("b", 1)).commit()));
        assertEquals(List.of(new RunId("r1")), store().waitingFor(paid, "T1", 10));
        done(store().append(run.step(run.entered("c", 1)).waiters(List.of()).commit()));
        assertEquals(List.of(), store().waitingFor(paid, "T1", 10));
    }

    @Test
    default void anOutsideEventIsRememberedUntilItExpires() {
        EventName paid = new EventName("paid");
        Instant later = Instant.now().plusSeconds(3600);
        assertNull(store().received(paid, "e1", T0));
        store().rememberReceived(paid, "e1", List.of(new RunId("r1")), later);
        reopen();
        assertEquals(List.of(new RunId("r1")), store().received(paid, "e1", T0));
        assertNull(store().received(paid, "e2", T0));
        assertNull(store().received(new EventName("other"), "e1", T0));
        assertNull(store().received(paid, "e1", later));
    }
}
