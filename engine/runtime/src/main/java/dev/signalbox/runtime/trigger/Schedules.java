package dev.signalbox.runtime.trigger;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.value.CronTimes;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.TriggerLedger;
import dev.signalbox.runtime.rounds.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs by the clock. A tick is due from its time until it has been reckoned, which is written down after its run's
 * first commit: a crash between leaves it due, and its start key keeps it from starting a second run. So do several engines
 * on one store, each of which looks at every tick. What came while nothing ran is made up for as {@code missed} says.
 */
public final class Schedules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    /** A tick that is older was missed. */
    static final Duration ON_TIME = Duration.ofMinutes(5);

    /** The last missed tick is made up for as long as it is no older. */
    static final Duration MADE_UP = Duration.ofDays(7);

    /** So many missed ticks are made up for at most, the latest. */
    static final int MOST = 100;

    /** A changed file is seen within this. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    /** Long after any downtime that anybody comes back from. */
    private static final Duration REMEMBERED = Duration.ofDays(400);

    /** Ticks looked at in one go, for each trigger: after a year of a minute's schedule the rest is left out unlooked at. */
    private static final int MOST_LOOKED_AT = 10_000;

    private final KnownTriggers triggers;
    private final TriggerLedger ledger;
    private final Clock clock;
    private final Launch launch;
    private final BooleanSupplier busy;
    private final Map<TriggerLedger.TriggerId, Times> times = new ConcurrentHashMap<>();
    private final Rounds rounds;

    private record Times(Trigger trigger, CronTimes cron) {}

    /** What is due: the last ones, and how many were before them. */
    private record Due(
            Deque<Instant> ticks, long left, @Nullable Instant first) {}

    /** @param busy whether the engine begins nothing any more */
    Schedules(KnownTriggers triggers, TriggerLedger ledger, Clock clock, Launch launch, BooleanSupplier busy) {
        this.triggers = triggers;
        this.ledger = ledger;
        this.clock = clock;
        this.launch = launch;
        this.busy = busy;
        rounds = new Rounds("schedules", clock, this::look);
    }

    /** Begins on a thread of its own, and goes on until it is closed. */
    public void start() {
        rounds.start();
    }

    private Instant look() {
        try {
            return fireDue();
        } catch (StoreException e) {
            LOG.debug("The schedules wait for the store", e);
        } catch (RuntimeException e) {
            LOG.error("The schedules could not be looked at and are looked at again", e);
        }
        return clock.now().plus(LOOK);
    }

    /** Deals with every tick that is due; gives when to look again. */
    Instant fireDue() {
        Instant now = clock.now();
        Instant again = now.plus(LOOK);
        for (KnownTrigger known : triggers.all()) {
            if (known.trigger() instanceof Trigger.Schedule schedule && !busy.getAsBoolean()) {
                Instant next = fireDue(known, schedule, now);
                again = next != null && next.isBefore(again) ? next : again;
            }
        }
        return again;
    }

    private @Nullable Instant fireDue(KnownTrigger known, Trigger.Schedule schedule, Instant now) {
        CronTimes cron = cron(known, schedule);
        Instant from = ledger.reckoned(known.id(), now);
        Due due = due(cron, from, now);
        try {
            if (!due.ticks().isEmpty()) {
                settle(known, schedule, due, now);
                ledger.reckonedTo(known.id(), due.ticks().getLast());
            }
        } catch (Problem later) {
            LOG.info("The schedule {} waits: {}", known.id(), later.getMessage());
            return now.plus(LOOK);
        }
        return cron.after(now);
    }

    private static Due due(CronTimes cron, Instant from, Instant now) {
        Deque<Instant> ticks = new ArrayDeque<>();
        long left = 0;
        Instant first = null;
        Instant tick = cron.after(from);
        for (int looked = 0; tick != null && !tick.isAfter(now); looked++) {
            first = first == null ? tick : first;
            ticks.addLast(tick);
            if (ticks.size() > MOST) {
                ticks.removeFirst();
                left++;
            }
            boolean far = looked >= MOST_LOOKED_AT && tick.isBefore(now.minus(MADE_UP));
            tick = cron.after(far ? now.minus(MADE_UP) : tick);
        }
        return new Due(ticks, left, first);
    }

    /** Every tick is dealt with when this returns. Throws only where all of it has to be tried again. */
    private void settle(KnownTrigger known, Trigger.Schedule schedule, Due due, Instant now) {
        TriggerLedger.Kept kept = ledger.of(known.id());
        if (kept != null && kept.paused() != null) {
            tell(
                    known,
                    now,
                    null,
                    "Paused by " + kept.paused().by() + ": "
                            + missed(due.ticks().size() + due.left()) + " started nothing.");
            return;
        }
        long missed = due.left();
        RunId run = null;
        String problem = null;
        for (Instant tick : due.ticks()) {
            boolean last = tick.equals(due.ticks().getLast());
            if (!wanted(schedule.missed(), tick, last, now)) {
                missed++;
                continue;
            }
            try {
                run = fire(known, tick);
                problem = null;
            } catch (Problem refused) {
                if (refused.kind() == Problem.Kind.UNAVAILABLE) {
                    throw refused;
                }
                problem = refused.getMessage();
            }
        }
        String told = missed == 0
                ? problem
                : missed(missed) + " came while nothing ran, from " + due.first() + " on, and started nothing."
                        + (problem == null ? "" : " " + problem);
        tell(known, now, problem == null ? run : null, told);
    }

    private static boolean wanted(Trigger.Missed rule, Instant tick, boolean last, Instant now) {
        if (!tick.isBefore(now.minus(ON_TIME)) && (last || rule == Trigger.Missed.ALL)) {
            return true;
        }
        return switch (rule) {
            case ALL -> true;
            case LATEST -> last && !tick.isBefore(now.minus(MADE_UP));
            case SKIP -> !tick.isBefore(now.minus(ON_TIME));
        };
    }

    private static String missed(long ticks) {
        return ticks == 1 ? "a time" : ticks + " times";
    }

    private RunId fire(KnownTrigger known, Instant tick) {
        return launch.start(
                        known.flow(),
                        Occasion.tick(tick).input(known),
                        new Commit.StartKey(known.startKey("tick " + tick), tick.plus(REMEMBERED)),
                        known.starter())
                .run();
    }

    private void tell(KnownTrigger known, Instant at, @Nullable RunId run, @Nullable String problem) {
        if (problem != null) {
            LOG.warn("The schedule {}: {}", known.id(), problem);
        }
        ledger.fired(
                known.id(),
                new TriggerLedger.Fired(
                        at,
                        run,
                        problem == null ? null : Character.toUpperCase(problem.charAt(0)) + problem.substring(1)));
    }

    private CronTimes cron(KnownTrigger known, Trigger.Schedule schedule) {
        return times.compute(
                        known.id(),
                        (id, was) -> was != null && was.trigger().equals(schedule)
                                ? was
                                : new Times(schedule, CronTimes.of(schedule.cron(), schedule.zone())))
                .cron();
    }

    /** Lets the tick that is being dealt with be dealt with, and ends. */
    @Override
    public void close() {
        rounds.close();
    }
}
