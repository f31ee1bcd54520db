package dev.signalbox.runtime.port;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Waiter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one command changes: durable together or not at all.
 *
 * @param row the run after it
 * @param after the number of the last event before it; 0 for a new run
 * @param under the claim on the effect whose leaving or result this is; null for a command that is no effect's. Where the
 *     store has that effect under another number, the commit is refused as stale
 * @param effects to be carried out, claimed by who appends them under {@link Claim#FIRST} unless they are {@code free};
 *     only those that survive a crash
 * @param free the effects are left for any engine that has room
 * @param sent calls that leave with this commit
 * @param settled effects that are done or given up
 * @param dropped steps whose effects are all given up, other than those that this commit brings
 * @param holds opened or changed
 * @param closed holds that are no longer open
 * @param decided how those ended
 * @param waiters all the run's waits for outside events after it; null when they are as before
 * @param startKey with which the run is started; null without
 * @param snapshot the run after it, to be kept so that reading it back need not fold its whole log; null without
 * @param notices who is to be told of it
 */
public record Commit(
        RunRow row,
        long after,
        @Nullable Claim under,
        List<Event> events,
        List<Effect> effects,
        boolean free,
        List<EffectId> sent,
        List<EffectId> settled,
        List<StepId> dropped,
        List<Hold> holds,
        List<HoldId> closed,
        List<DecidedHold> decided,
        @Nullable List<Waiter> waiters,
        @Nullable StartKey startKey,
        @Nullable Snapshot snapshot,
        List<Notice> notices) {
    public Commit {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        sent = List.copyOf(sent);
        settled = List.copyOf(settled);
        dropped = List.copyOf(dropped);
        holds = List.copyOf(holds);
        closed = List.copyOf(closed);
        decided = List.copyOf(decided);
        notices = List.copyOf(notices);
        if (row.seq() != after + events.size()) {
            throw new IllegalArgumentException(
                    "the row says " + row.seq() + ", the log " + (after + events.size()) + ": " + row.id());
        }
        if (snapshot != null && snapshot.run().seq() != row.seq()) {
            throw new IllegalArgumentException("the snapshot is of another moment: " + row.id());
        }
    }

    /** The same, with whom to tell of it. */
    public Commit withNotices(List<Notice> its) {
        return new Commit(
                row, after, under, events, effects, free, sent, settled, dropped, holds, closed, decided, waiters,
                startKey, snapshot, its);
    }

    /** The run goes on by another file: what the row says of it is another from here on. */
    public boolean moves() {
        return events.stream().anyMatch(Event.RunMoved.class::isInstance);
    }

    /** What happened in this run: without what a fork's log has of another run's, which happened there. */
    public List<Event> own() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof Event.RunForked) {
                return events.subList(i, events.size());
            }
        }
        return events;
    }

    /** An {@code Idempotency-Key}, good until {@code expires}. */
    public record StartKey(String key, Instant expires) {}
}
