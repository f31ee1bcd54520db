package dev.signalbox.runtime.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pauses grow to an hour, and a day ends it. */
class PausesTest {
    private static final Instant BEGUN = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void pausesGrowAndTriesEndWithinADay() {
        Instant now = BEGUN;
        Duration last = Duration.ZERO;
        int tries = 0;
        for (Instant next = Pauses.next(tries, BEGUN, now, null);
                next != null;
                next = Pauses.next(tries, BEGUN, now, null)) {
            Duration pause = Duration.between(now, next);
            assertTrue(pause.compareTo(last) >= 0, pause + " after " + last);
            last = pause;
            now = next;
            tries++;
        }
        assertEquals(Duration.ofHours(1), last);
        assertTrue(tries > 20 && tries < 40, tries + " tries");
        assertTrue(now.isAfter(BEGUN.plus(Duration.ofHours(22))), now.toString());
    }

    @Test
    void theOtherSideMayAskForALongerPauseAndNotForAShorterOne() {
        assertEquals(BEGUN.plusSeconds(10), Pauses.next(0, BEGUN, BEGUN, Duration.ofSeconds(1)));
        assertEquals(BEGUN.plusSeconds(77), Pauses.next(0, BEGUN, BEGUN, Duration.ofSeconds(77)));
        assertEquals(BEGUN.plus(Duration.ofHours(1)), Pauses.next(0, BEGUN, BEGUN, Duration.ofDays(9)));
        assertNull(Pauses.next(0, BEGUN, BEGUN.plus(Duration.ofDays(1)), null));
    }
}
