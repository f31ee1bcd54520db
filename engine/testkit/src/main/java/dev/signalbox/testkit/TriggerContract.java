package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.TriggerLedger;
import dev.signalbox.runtime.port.TriggerLedger.Fired;
import dev.signalbox.runtime.port.TriggerLedger.Kept;
import dev.signalbox.runtime.port.TriggerLedger.Pause;
import dev.signalbox.runtime.port.TriggerLedger.TriggerId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of triggers. */
interface TriggerContract extends OpenedStore {
    TriggerId HOOK = new TriggerId(new FlowName("desk"), "http-hooks-tickets");
    TriggerId TICK = new TriggerId(new FlowName("desk"), "schedule-0-9-x-x-x");
    Instant LATER = T0.plusSeconds(60);

    private TriggerLedger ledger() {
        return store().triggers();
    }

    private Kept kept(TriggerId trigger) {
        Kept kept = ledger().of(trigger);
        assertNotNull(kept);
        return kept;
    }

    @Test
    default void nothingIsKnownOfATriggerThatDidNothing() {
        assertNull(ledger().of(HOOK));
        assertEquals(List.of(), ledger().all());
        ledger().resume(HOOK);
        assertNull(ledger().of(HOOK));
    }

    @Test
    default void whoPausedATriggerFirstStandsUntilItGoesOn() {
        ledger().pause(HOOK, "sam", T0);
        ledger().pause(HOOK, "ann", LATER);
        reopen();
        assertEquals(new Pause("sam", T0), kept(HOOK).paused());
        ledger().resume(HOOK);
        assertNull(kept(HOOK).paused());
        ledger().pause(HOOK, "ann", LATER);
        assertEquals(new Pause("ann", LATER), kept(HOOK).paused());
    }

    @Test
    default void theLatestThatATriggerDidIsRememberedWhoeverTellsItLast() {
        ledger().fired(HOOK, new Fired(LATER, new RunId("r2"), null));
        ledger().fired(HOOK, new Fired(T0, null, "it did not fit"));
        reopen();
        assertEquals(new Fired(LATER, new RunId("r2"), null), kept(HOOK).last());
        ledger().fired(HOOK, new Fired(LATER, null, "the key 'ü' is \u0000 taken"));
        assertEquals(
                new Fired(LATER, null, "the key 'ü' is \u0000 taken"),
                kept(HOOK).last());
    }

    @Test
    default void aLongProblemIsClipped() {
        ledger().fired(HOOK, new Fired(T0, null, "x".repeat(5000)));
        Fired last = kept(HOOK).last();
        assertNotNull(last);
        assertEquals(
                TriggerLedger.LONGEST_PROBLEM, String.valueOf(last.problem()).length());
    }

    @Test
    default void aScheduleIsReckonedFromWhereItWasFirstSeenAndNeverGoesBack() {
        assertEquals(T0, ledger().reckoned(TICK, T0));
        assertEquals(T0, ledger().reckoned(TICK, LATER));
        ledger().reckonedTo(TICK, LATER);
        ledger().reckonedTo(TICK, T0);
        reopen();
        assertEquals(LATER, ledger().reckoned(TICK, LATER.plusSeconds(9)));
        ledger().pause(TICK, "sam", T0);
        ledger().fired(TICK, new Fired(T0, null, null));
        assertEquals(new Kept(TICK, new Pause("sam", T0), new Fired(T0, null, null), LATER), kept(TICK));
    }

    @Test
    default void theSameBytesKeepTheIdTheyCameWithFirstUntilThatExpires() {
        assertEquals("d1", ledger().firstId(HOOK, "h", "d1", T0, LATER));
        assertEquals("d1", ledger().firstId(HOOK, "h", "d2", T0.plusSeconds(1), LATER));
        assertEquals("d3", ledger().firstId(HOOK, "other", "d3", T0, LATER));
        assertEquals("d4", ledger().firstId(TICK, "h", "d4", T0, LATER));
        reopen();
        assertEquals("d1", ledger().firstId(HOOK, "h", "d5", LATER.minusMillis(1), LATER));
        assertEquals("d6", ledger().firstId(HOOK, "h", "d6", LATER, LATER.plusSeconds(9)));
    }

    @Test
    default void allAreListedByFlowAndName() {
        ledger().pause(TICK, "sam", T0);
        ledger().pause(HOOK, "sam", T0);
        ledger().pause(new TriggerId(new FlowName("a"), "z"), "sam", T0);
        assertEquals(
                List.of("a/z", "desk/http-hooks-tickets", "desk/schedule-0-9-x-x-x"),
                ledger().all().stream().map(one -> one.trigger().toString()).toList());
    }
}
