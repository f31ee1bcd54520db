package dev.signalbox.runtime.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may begin, and in what order. */
class TurnsTest {
    private static final Turns.Target PAY = new Turns.Target("action pay", 2, null);

    private final ToldClock clock = new ToldClock();
    private final List<String> begun = new ArrayList<>();
    private final List<Entry> all = new ArrayList<>();

    private final class Entry implements Turns.Entry {
        final String name;
        final RunId run;
        final Turns.Target target;
        long tokens = 10;

        Entry(String run, int number, Turns.Target target) {
            this.run = new RunId(run);
            this.target = target;
            name = run + number;
            all.add(this);
        }

        @Override
        public RunId run() {
            return run;
        }

        @Override
        public Turns.Target target() {
            return target;
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public void begin() {
            begun.add(name);
        }
    }

    private Entry ask(Turns turns, String run, int number, Turns.Target target) {
        Entry entry = new Entry(run, number, target);
        turns.ask(entry);
        return entry;
    }

    @Test
    void aRunWithManyCallsDelaysAnothersByOne() {
        Turns turns = new Turns(1, 100, clock);
        for (int i = 1; i <= 5; i++) {
            ask(turns, "a", i, Turns.Target.ANY);
        }
        ask(turns, "b", 1, Turns.Target.ANY);
        ask(turns, "c", 1, Turns.Target.ANY);
        for (int i = 0; i < all.size(); i++) {
            turns.done(all.stream()
                    .filter(entry -> entry.name.equals(begun.get(begun.size() - 1)))
                    .findFirst()
                    .orElseThrow());
        }
        assertEquals(List.of("a1", "a2", "b1", "c1", "a3", "a4", "a5"), begun);
        assertEquals(0, turns.waiting());
    }

    @Test
    void aTargetHasItsOwnBoundAndOthersGoPast() {
        Turns turns = new Turns(10, 10, clock);
        Entry first = ask(turns, "a", 1, PAY);
        ask(turns, "a", 2, PAY);
        ask(turns, "b", 3, PAY);
        ask(turns, "b", 4, Turns.Target.ANY);
        assertEquals(List.of("a1", "a2", "b4"), begun);
        turns.done(first);
        assertEquals(List.of("a1", "a2", "b4", "b3"), begun);
    }

    @Test
    void aRunHasItsOwnShare() {
        Turns turns = new Turns(10, 2, clock);
        Entry first = ask(turns, "a", 1, Turns.Target.ANY);
        ask(turns, "a", 2, PAY);
        ask(turns, "a", 3, Turns.Target.ANY);
        ask(turns, "b", 1, Turns.Target.ANY);
        assertEquals(List.of("a1", "a2", "b1"), begun);
        turns.done(first);
        assertEquals(List.of("a1", "a2", "b1", "a3"), begun);
    }

    @Test
    void whatIsWithdrawnNeverBeginsAndWhatHasBegunCannotBe() {
        Turns turns = new Turns(1, 1, clock);
        Entry first = ask(turns, "a", 1, PAY);
        Entry second = ask(turns, "b", 1, PAY);
        assertFalse(turns.withdraw(first));
        assertTrue(turns.withdraw(second));
        assertFalse(turns.withdraw(second));
        turns.done(first);
        assertEquals(List.of("a1"), begun);
    }

    @Test
    void whatIsOverARateWaitsForItsMinuteAndTheRunsTakeTurns() {
        Turns.Target model = new Turns.Target("model fast", 100, new Workspace.Rate(2, null));
        Turns turns = new Turns(100, 100, clock);
        for (int i = 1; i <= 3; i++) {
            ask(turns, "a", i, model);
        }
        ask(turns, "b", 1, model);
        ask(turns, "b", 2, Turns.Target.ANY);
        assertEquals(List.of("a1", "a2", "b2"), begun);
        clock.advance(Duration.ofSeconds(59));
        assertEquals(3, begun.size(), "a call that is over frees no place in its minute");
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a1", "a2", "b2", "a3", "b1"), begun);
        assertEquals(0, clock.alarms(), "nobody waits any more");
    }

    @Test
    void whatACallReallyCameToMakesRoomForTheNext() {
        Turns.Target model = new Turns.Target("model fast", 100, new Workspace.Rate(null, 25));
        Turns turns = new Turns(100, 100, clock);
        Entry first = ask(turns, "a", 1, model);
        ask(turns, "a", 2, model);
        ask(turns, "a", 3, model);
        assertEquals(List.of("a1", "a2"), begun);
        turns.counted(first, 4);
        turns.done(first);
        assertEquals(List.of("a1", "a2", "a3"), begun);
    }

    @Test
    void aShutTargetTakesNobodyUntilItsTimeIsOver() {
        Turns.Target model = new Turns.Target("model fast", Integer.MAX_VALUE, null);
        Turns turns = new Turns(100, 100, clock);
        Entry first = ask(turns, "a", 1, model);
        turns.shut(model, Duration.ofSeconds(7));
        turns.done(first);
        ask(turns, "b", 1, model);
        Entry gone = ask(turns, "c", 1, model);
        clock.advance(Duration.ofSeconds(6));
        assertEquals(List.of("a1"), begun);
        assertTrue(turns.withdraw(gone));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a1", "b1"), begun);
    }

    @Test
    void nobodyIsWokenAfterTheClose() {
        Turns.Target model = new Turns.Target("model fast", 100, new Workspace.Rate(1, null));
        Turns turns = new Turns(100, 100, clock);
        ask(turns, "a", 1, model);
        ask(turns, "a", 2, model);
        assertEquals(1, clock.alarms());
        turns.close();
        assertEquals(0, clock.alarms());
    }

    @Test
    void nothingBeginsAfterTheClose() {
        Turns turns = new Turns(1, 1, clock);
        Entry first = ask(turns, "a", 1, PAY);
        ask(turns, "b", 1, PAY);
        turns.close();
        turns.done(first);
        ask(turns, "c", 1, PAY);
        assertEquals(List.of("a1"), begun);
        assertEquals(0, turns.waiting());
    }
}
