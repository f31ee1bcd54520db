package dev.signalbox.runtime.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much may go in a minute. */
class PaceTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private record Sent(Instant at, long tokens) {}

    @Test
    void inNoMinuteGoesMoreThanTheRateSaysAndNobodyWaitsForNothing() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Workspace.Rate rate = new Workspace.Rate(1 + random.nextInt(9), 20 + random.nextInt(200));
            Pace pace = new Pace();
            List<Sent> sent = new ArrayList<>();
            Instant now = START;
            for (int i = 0; i < 60; i++) {
                long weight = random.nextInt(60);
                now = now.plusMillis(random.nextInt(20_000));
                Instant opens = pace.opens(rate, weight, now);
                if (opens != null) {
                    assertTrue(opens.isAfter(now), "seed " + seed);
                    assertNotNull(
                            pace.opens(rate, weight, opens.minusMillis(1)), "seed " + seed + ": it opened earlier");
                    now = opens;
                    assertNull(pace.opens(rate, weight, now), "seed " + seed + ": it said when");
                }
                pace.take(weight, now);
                sent.add(new Sent(now, weight));
                Instant minute = now.minus(Pace.WINDOW);
                List<Sent> within =
                        sent.stream().filter(one -> one.at().isAfter(minute)).toList();
                long tokens = within.stream().mapToLong(Sent::tokens).sum();
                assertTrue(within.size() <= rate.requests(), "seed " + seed);
                assertTrue(tokens <= rate.tokens() || within.size() == 1, "seed " + seed + ": " + tokens);
            }
        }
    }

    @Test
    void aCallThatIsMoreThanAMinutesTokensGoesAlone() {
        Workspace.Rate rate = new Workspace.Rate(null, 100);
        Pace pace = new Pace();
        pace.take(1, START);
        assertEquals(START.plusSeconds(60), pace.opens(rate, 500, START.plusSeconds(10)));
        assertNull(pace.opens(rate, 500, START.plusSeconds(60)));
        pace.take(500, START.plusSeconds(60));
        assertEquals(START.plusSeconds(120), pace.opens(rate, 1, START.plusSeconds(61)));
    }

    @Test
    void whatACallCameToCountsInsteadOfWhatWasExpected() {
        Workspace.Rate rate = new Workspace.Rate(null, 100);
        Pace pace = new Pace();
        Pace.Ticket dear = pace.take(80, START);
        assertNotNull(pace.opens(rate, 30, START));
        pace.correct(dear, 70);
        assertNull(pace.opens(rate, 30, START));
        assertNull(pace.opens(rate, 100, START.plusSeconds(60)));
        pace.correct(dear, 1_000);
        assertNull(pace.opens(rate, 100, START.plusSeconds(60)), "its minute is over");
    }

    @Test
    void whoAsksForAPauseGetsItUpToAnHour() {
        Pace pace = new Pace();
        pace.shut(Duration.ofHours(9), START);
        assertEquals(START.plusSeconds(3600), pace.opens(null, 1, START));
        pace.shut(Duration.ofSeconds(1), START);
        assertEquals(START.plusSeconds(3600), pace.opens(null, 1, START), "a shorter pause does not end a longer one");
        assertNull(pace.opens(null, 1, START.plusSeconds(3600)));
    }
}
