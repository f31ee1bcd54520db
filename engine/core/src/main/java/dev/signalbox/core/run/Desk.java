package dev.signalbox.core.run;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.dsl.model.EventName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes from outside: open holds, those that are settled, and events that arrived.
 *
 * @param seen the ids of events that were counted, the newest last, {@value #MOST_SEEN} at most
 */
public record Desk(Map<HoldId, Hold> holds, Map<HoldId, Settled> settled, List<Arrived> inbox, List<String> seen) {
    public static final Desk EMPTY = new Desk(Map.of(), Map.of(), List.of(), List.of());

    /** How many event ids a run remembers: an id that comes again after so many others is counted anew. */
    public static final int MOST_SEEN = 200;

    /** @param how {@code approved, rejected, answered, expired, withdrawn}; {@code by} null when nobody did */
    public record Settled(String how, @Nullable String by, Instant at) {}

    /** An event that waits for its wait until {@code expires}. */
    public record Arrived(EventName name, String key, String id, Object payload, Instant expires) {}

    public Desk open(Hold hold) {
        return new Desk(Ordered.with(holds, hold.id(), hold), settled, inbox, seen);
    }

    public Desk settle(HoldId hold, Settled how) {
        return new Desk(Ordered.without(holds, hold), Ordered.with(settled, hold, how), inbox, seen);
    }

    /** Every open hold is withdrawn. */
    public Desk cleared(Instant at) {
        Desk left = this;
        for (HoldId hold : holds.keySet()) {
            left = left.settle(hold, new Settled("withdrawn", null, at));
        }
        return left;
    }

    public Desk arrived(Arrived event) {
        List<String> ids = Ordered.plus(seen, event.id());
        List<String> kept = ids.size() > MOST_SEEN ? List.copyOf(ids.subList(ids.size() - MOST_SEEN, ids.size())) : ids;
        return new Desk(holds, settled, Ordered.plus(inbox, event), kept);
    }

    /** Forgets what nobody waited for in time. */
    public Desk swept(Instant now) {
        if (inbox.stream().allMatch(event -> event.expires().isAfter(now))) {
            return this;
        }
        return new Desk(
                holds,
                settled,
                inbox.stream().filter(event -> event.expires().isAfter(now)).toList(),
                seen);
    }

    public Desk took(String id) {
        return new Desk(
                holds,
                settled,
                inbox.stream().filter(event -> !event.id().equals(id)).toList(),
                seen);
    }
}
