package dev.signalbox.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A history of which the older part rests with a snapshot: decoded when it is asked for, once, and no sooner. */
class HistoryTest {
    private static Recorded event(int number) {
        return new Recorded(
                number, new StateName("s"), number, Recorded.Kind.RESULT, null, (long) number, Instant.EPOCH);
    }

    private static List<Recorded> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(HistoryTest::event).toList();
    }

    @Test
    void whatRestsIsDecodedOnceAndOnlyWhenAskedFor() {
        AtomicInteger decoded = new AtomicInteger();
        History history = History.resting(3, () -> {
                    decoded.incrementAndGet();
                    return events(0, 3);
                })
                .plus(event(3))
                .plus(event(4));
        assertEquals(5, history.size());
        assertEquals(3, history.kept());
        assertEquals(events(3, 5), history.since(3), "what came since");
        assertEquals(0, decoded.get(), "nothing of what rests was needed");
        assertEquals(events(0, 5), history.toList());
        assertEquals(events(2, 5), history.since(2));
        assertEquals(1, decoded.get());
        assertEquals(List.of(), history.since(5));
    }

    @Test
    void nothingAtRestIsNoHistory() {
        assertSame(History.EMPTY, History.resting(0, () -> events(0, 3)));
    }

    @Test
    void twoAreTheSameByWhatHappenedAndNotByWhatIsKept() {
        History resting = History.resting(2, () -> events(0, 2));
        History grown = History.EMPTY.plus(event(0)).plus(event(1));
        assertEquals(grown, resting);
        assertEquals(grown.hashCode(), resting.hashCode());
        assertEquals(grown, grown.keptTo(2));
        assertNotEquals(grown, grown.plus(event(2)));
        assertNotEquals(grown, History.EMPTY.plus(event(1)).plus(event(0)));
        assertNotEquals(grown, (Object) "no history");
    }
}
