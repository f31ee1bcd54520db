package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.DayLedger.Answer;
import dev.signalbox.runtime.port.DayLedger.Bound;
import dev.signalbox.runtime.port.DayLedger.Reservation;
import dev.signalbox.runtime.port.DayLedger.Use;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of what a day has used. */
interface DayContract extends OpenedStore {
    LocalDate DAY = LocalDate.parse("2026-11-27");
    Answer GRANTED = new Answer.Granted();

    static Bound desk(long calls, long tokens, double usd) {
        return new Bound("desk", Amount.limit(calls, tokens, usd));
    }

    private Answer reserve(String id, Amount amount, Bound... bounds) {
        return store().reserve(new Reservation(id, DAY, amount, List.of(bounds)));
    }

    @Test
    default void whatIsSetAsideCountsUntilItIsSettledAndThenWhatWasUsed() {
        Bound bound = desk(9, 1000, 0.5);
        assertEquals(GRANTED, reserve("a", Amount.used(1, 600, 0.2), bound));
        assertEquals(List.of(new Use("desk", Amount.used(1, 600, 0.2))), store().usedOn(DAY));
        Answer.Full full = assertInstanceOf(Answer.Full.class, reserve("b", Amount.used(1, 401, 0.2), bound));
        assertEquals(new Answer.Full(bound, Amount.used(1, 600, 0.2)), full);
        assertEquals(List.of(new Use("desk", Amount.used(1, 600, 0.2))), store().usedOn(DAY));
        store().spent("a", Amount.used(1, 100, 0.1));
        assertEquals(List.of(new Use("desk", Amount.used(1, 100, 0.1))), store().usedOn(DAY));
        assertEquals(GRANTED, reserve("b", Amount.used(1, 900, 0.4), bound), "to the last token and cent");
        assertEquals(List.of(new Use("desk", Amount.used(2, 1000, 0.5))), store().usedOn(DAY));
    }

    @Test
    default void eachOfTheThreeIsALimitAndWhatHasNoneIsNot() {
        Amount one = Amount.used(1, 100, 0.1);
        assertInstanceOf(Answer.Full.class, reserve("a", one, desk(0, 100, 0.1)));
        assertInstanceOf(Answer.Full.class, reserve("a", one, desk(1, 99, 0.1)));
        assertInstanceOf(Answer.Full.class, reserve("a", one, desk(1, 100, 0.0999)));
        assertEquals(
                List.of(),
                store().usedOn(DAY).stream()
                        .filter(use -> !use.used().equals(Amount.NONE))
                        .toList());
        assertEquals(GRANTED, reserve("a", one, new Bound("desk", Amount.limit(null, null, null))));
        assertEquals(
                GRANTED, reserve("b", Amount.used(1, 1L << 40, 1e6), new Bound("desk", Amount.limit(2L, null, null))));
    }

    @Test
    default void aCallThatOneScopeHasNoRoomForIsSetAsideInNone() {
        Bound all = new Bound(DayLedger.ALL, Amount.limit(2L, null, null));
        assertEquals(GRANTED, reserve("a", Amount.used(1, 10, 0), desk(9, 900, 1), all));
        assertEquals(GRANTED, reserve("b", Amount.used(1, 10, 0), all));
        Answer.Full full =
                assertInstanceOf(Answer.Full.class, reserve("c", Amount.used(1, 10, 0), desk(9, 900, 1), all));
        assertEquals(all, full.bound());
        assertEquals(
                List.of(new Use(DayLedger.ALL, Amount.used(2, 20, 0)), new Use("desk", Amount.used(1, 10, 0))),
                store().usedOn(DAY));
        store().spent("a", Amount.NONE);
        assertEquals(
                List.of(new Use(DayLedger.ALL, Amount.used(1, 10, 0)), new Use("desk", Amount.NONE)),
                store().usedOn(DAY));
    }

    @Test
    default void ofTwoThatAreFullTheFirstIsNamed() {
        Bound all = new Bound(DayLedger.ALL, Amount.limit(0L, null, null));
        assertEquals(
                new Answer.Full(desk(0, 0, 0), Amount.NONE), reserve("a", Amount.used(1, 1, 0), desk(0, 0, 0), all));
        assertEquals(new Answer.Full(all, Amount.NONE), reserve("a", Amount.used(1, 1, 0), all, desk(0, 0, 0)));
    }

    @Test
    default void askingOrSettlingASecondTimeChangesNothing() {
        Bound bound = desk(9, 900, 1);
        assertEquals(GRANTED, reserve("a", Amount.used(1, 500, 0.5), bound));
        assertEquals(GRANTED, reserve("a", Amount.used(1, 500, 0.5), bound));
        assertEquals(List.of(new Use("desk", Amount.used(1, 500, 0.5))), store().usedOn(DAY));
        store().spent("a", Amount.used(1, 7, 0.01));
        store().spent("a", Amount.used(1, 7, 0.01));
        store().spent("unknown", Amount.used(1, 7, 0.01));
        assertEquals(List.of(new Use("desk", Amount.used(1, 7, 0.01))), store().usedOn(DAY));
    }

    @Test
    default void aDayBeginsWithNothingAndACallIsSettledInTheDayInWhichItBegan() {
        Bound bound = desk(1, 900, 1);
        assertEquals(GRANTED, reserve("a", Amount.used(1, 500, 0), bound));
        LocalDate next = DAY.plusDays(1);
        assertEquals(GRANTED, store().reserve(new Reservation("b", next, Amount.used(1, 400, 0), List.of(bound))));
        store().spent("a", Amount.used(1, 3, 0));
        assertEquals(List.of(new Use("desk", Amount.used(1, 3, 0))), store().usedOn(DAY));
        assertEquals(List.of(new Use("desk", Amount.used(1, 400, 0))), store().usedOn(next));
        assertEquals(List.of(), store().usedOn(next.plusDays(1)));
    }

    @Test
    default void whatIsNeverSettledStaysUsedAfterARestart() {
        assertEquals(GRANTED, reserve("a", Amount.used(1, 500, 0.25), desk(1, 900, 1)));
        reopen();
        assertEquals(List.of(new Use("desk", Amount.used(1, 500, 0.25))), store().usedOn(DAY));
        assertInstanceOf(Answer.Full.class, reserve("b", Amount.used(1, 1, 0), desk(1, 900, 1)));
    }

    @Test
    default void daysLongPastAreForgotten() {
        Bound bound = desk(9, 900, 1);
        assertEquals(GRANTED, reserve("a", Amount.used(1, 500, 0), bound));
        for (int days = 1; days <= DayLedger.DAYS_KEPT; days++) {
            assertEquals(1, store().usedOn(DAY).size(), days + " days later");
            assertEquals(
                    GRANTED,
                    store().reserve(new Reservation(
                            "d" + days, DAY.plusDays(days), Amount.used(1, 1, 0), List.of(bound))));
        }
        assertEquals(List.of(), store().usedOn(DAY));
        assertEquals(1, store().usedOn(DAY.plusDays(1)).size());
    }
}
