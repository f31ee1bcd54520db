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
 * @param effects to be carried out, born claimed by the store's owner; only those that survive a crash
 * @param sent calls that leave with this commit
 * @param settled effects that are done or given up
 * @param dropped steps whose effects are all given up, other than those that this commit brings
 * @param holds opened or changed
 * @param closed holds that are no longer open
 * @param waiters all the run's waits for outside events after it; null when they are as before
 * @param startKey with which the run is started; null without
 */
public record Commit(
        RunRow row,
        long after,
        List<Event> events,
        List<Effect> effects,
        List<EffectId> sent,
        List<EffectId> settled,
        List<StepId> dropped,
        List<Hold> holds,
        List<HoldId> closed,
        @Nullable List<Waiter> waiters,
        @Nullable StartKey startKey) {
    public Commit {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        sent = List.copyOf(sent);
        settled = List.copyOf(settled);
        dropped = List.copyOf(dropped);
        holds = List.copyOf(holds);
        closed = List.copyOf(closed);
        if (row.seq() != after + events.size()) {
            throw new IllegalArgumentException(
                    "the row says " + row.seq() + ", the log " + (after + events.size()) + ": " + row.id());
        }
    }

    /** An {@code Idempotency-Key}, good until {@code expires}. */
    public record StartKey(String key, Instant expires) {}
}
