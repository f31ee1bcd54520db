package dev.signalbox.runtime.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdsAndClockTest {
    @Test
    void idsAreVersionSevenAndSortInTheOrderTheyWereMade() {
        TimeOrderedIds ids = new TimeOrderedIds();
        Instant now = Instant.parse("2026-03-02T12:00:00Z");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next(now.minusMillis(i % 3)).value());
        }
        assertEquals(made, made.stream().sorted().distinct().toList());
        UUID first = UUID.fromString(made.get(0));
        assertEquals(7, first.version());
        assertEquals(2, first.variant());
        assertEquals(now.toEpochMilli(), first.getMostSignificantBits() >>> 16);
    }

    @Test
    void anAlarmRingsOnceItsTimeHasComeAndACancelledOneDoesNot() throws Exception {
        SystemClock clock = new SystemClock();
        try {
            CountDownLatch rang = new CountDownLatch(2);
            CountDownLatch cancelled = new CountDownLatch(1);
            clock.alarm(clock.now().plusSeconds(3600), cancelled::countDown).cancel();
            clock.alarm(clock.now().plusMillis(20), rang::countDown);
            clock.alarm(Instant.EPOCH, rang::countDown);
            clock.alarm(Instant.MAX, cancelled::countDown);
            assertTrue(rang.await(30, TimeUnit.SECONDS));
            assertEquals(1, cancelled.getCount());
        } finally {
            clock.close();
        }
    }
}
