package dev.signalbox.testkit;

import dev.signalbox.runtime.port.TriggerLedger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger of triggers on a {@link MemoryStore.Disk}, which guards it. */
final class MemoryTriggers {
    private final Map<TriggerLedger.TriggerId, TriggerLedger.Kept> kept =
            new TreeMap<>(Comparator.<TriggerLedger.TriggerId, String>comparing(
                            id -> id.flow().value())
                    .thenComparing(TriggerLedger.TriggerId::name));
    private final Map<String, Delivery> deliveries = new HashMap<>();

    private record Delivery(String id, Instant expires) {}

    List<TriggerLedger.Kept> all() {
        return List.copyOf(kept.values());
    }

    TriggerLedger.@Nullable Kept of(TriggerLedger.TriggerId trigger) {
        return kept.get(trigger);
    }

    private TriggerLedger.Kept known(TriggerLedger.TriggerId trigger) {
        TriggerLedger.Kept found = kept.get(trigger);
        return found != null ? found : new TriggerLedger.Kept(trigger, null, null, null);
    }

    void pause(TriggerLedger.TriggerId trigger, TriggerLedger.@Nullable Pause pause) {
        if (pause == null && !kept.containsKey(trigger)) {
            return;
        }
        TriggerLedger.Kept was = known(trigger);
        TriggerLedger.Pause stands = pause != null && was.paused() != null ? was.paused() : pause;
        kept.put(trigger, new TriggerLedger.Kept(trigger, stands, was.last(), was.reckoned()));
    }

    void fired(TriggerLedger.TriggerId trigger, TriggerLedger.Fired last) {
        TriggerLedger.Kept was = known(trigger);
        if (was.last() == null || !was.last().at().isAfter(last.at())) {
            kept.put(trigger, new TriggerLedger.Kept(trigger, was.paused(), last, was.reckoned()));
        }
    }

    Instant reckoned(TriggerLedger.TriggerId trigger, Instant now) {
        TriggerLedger.Kept was = known(trigger);
        if (was.reckoned() != null) {
            return was.reckoned();
        }
        kept.put(trigger, new TriggerLedger.Kept(trigger, was.paused(), was.last(), now));
        return now;
    }

    void reckonedTo(TriggerLedger.TriggerId trigger, Instant to) {
        TriggerLedger.Kept was = known(trigger);
        if (was.reckoned() == null || was.reckoned().isBefore(to)) {
            kept.put(trigger, new TriggerLedger.Kept(trigger, was.paused(), was.last(), to));
        }
    }

    void forgetReckoned(Instant since) {
        kept.replaceAll((id, was) -> was.reckoned() == null || was.reckoned().isBefore(since)
                ? was
                : new TriggerLedger.Kept(id, was.paused(), was.last(), since));
    }

    String firstId(TriggerLedger.TriggerId trigger, String hash, String id, Instant now, Instant expires) {
        deliveries.values().removeIf(delivery -> !delivery.expires().isAfter(now));
        return deliveries
                .computeIfAbsent(trigger + " " + hash, none -> new Delivery(id, expires))
                .id();
    }
}
