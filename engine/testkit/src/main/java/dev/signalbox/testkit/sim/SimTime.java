package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/** The one true time of a simulated world. It passes only from one thing that is to happen to the next. */
public final class SimTime {
    /** How often an engine on a shared store says that it is alive: its alarms of just that length are taken for it. */
    private static final Duration BEAT = RunStore.LEASE.dividedBy(4);

    private final PriorityQueue<Happening> coming = new PriorityQueue<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private long count;

    /** @param beat an engine that says that it is alive, over and over */
    private record Happening(Instant at, long number, Runnable task, boolean beat) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    public Instant now() {
        return now;
    }

    /** Lets it happen after that time; the handle takes it back. */
    public Runnable after(Duration time, Runnable task) {
        return after(time, task, false);
    }

    private Runnable after(Duration time, Runnable task, boolean beat) {
        Happening happening = new Happening(now.plus(time.isNegative() ? Duration.ZERO : time), count++, task, beat);
        coming.add(happening);
        return () -> coming.removeIf(one -> one.number() == happening.number());
    }

    /** Goes on to what comes next and lets it happen. False when nothing is to come in that time. */
    public boolean pass(Duration atMost) {
        Happening next = coming.peek();
        if (next == null || next.at().isAfter(now.plus(atMost))) {
            return false;
        }
        coming.remove();
        now = next.at().isAfter(now) ? next.at() : now;
        next.task().run();
        return true;
    }

    /** What comes next is an engine's heartbeat, or nothing. */
    boolean onlyBeatsNext() {
        Happening next = coming.peek();
        return next == null || next.beat();
    }

    /** Whether anything is to come besides heartbeats. */
    boolean anythingButBeats() {
        return coming.stream().anyMatch(one -> !one.beat());
    }

    /**
     * Lets the clock move on by that much, at most to what comes next besides heartbeats: those in between are left out, as
     * if they had been, and come in their order after it.
     */
    public void leap(Duration atMost) {
        Instant goal = now.plus(atMost);
        List<Happening> beats = new ArrayList<>();
        for (Happening one : List.copyOf(coming)) {
            if (one.beat()) {
                beats.add(one);
            } else if (one.at().isBefore(goal)) {
                goal = one.at();
            }
        }
        now = goal.isAfter(now) ? goal : now;
        beats.sort(null);
        for (int i = 0; i < beats.size(); i++) {
            Happening beat = beats.get(i);
            if (!beat.at().isAfter(now)) {
                coming.removeIf(one -> one.number() == beat.number());
                coming.add(new Happening(now.plusMillis(100L + 700L * i), beat.number(), beat.task(), true));
            }
        }
    }

    /** Holds the calling simulated thread for so long. */
    public void sleep(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Runnable takeBack = after(time, over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            takeBack.run();
            throw e;
        }
    }

    /** The true time as a clock without alarms. */
    public Clock asClock() {
        return new Clock() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Alarm alarm(Instant at, Runnable task) {
                throw new UnsupportedOperationException("the true time wakes nobody");
            }

            @Override
            public void close() {
                // It has nothing.
            }
        };
    }

    /** The clock of a process, which may be wrong by a constant. Its alarms ring on threads of the process. */
    public Clock clock(SeededScheduler.SimProcess process, Duration wrongBy) {
        return new Clock() {
            @Override
            public Instant now() {
                return now.plus(wrongBy);
            }

            @Override
            public Alarm alarm(Instant at, Runnable task) {
                Duration left = Duration.between(now(), at);
                Runnable takeBack = after(left, () -> process.start(task), left.equals(BEAT));
                return takeBack::run;
            }

            @Override
            public void close() {
                // Its alarms ring on threads of a process that is over by then.
            }
        };
    }
}
