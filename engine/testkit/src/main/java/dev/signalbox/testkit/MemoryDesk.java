package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.TriggerLedger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryStore} answers about holds, open and closed. */
abstract class MemoryDesk implements RunStore {
    interface Asked<T> {
        T of(MemoryHolds holds, MemoryDecisions decisions);
    }

    interface AskedOfTriggers<T> {
        T of(MemoryTriggers triggers);
    }

    abstract <T> T onTriggers(AskedOfTriggers<T> asked);

    /** On the disk, which is this store's as long as nobody cut it off. */
    abstract <T> T onDesk(Asked<T> asked);

    @Override
    public final List<OpenHold> holds(HoldQuery query) {
        return onDesk((holds, decisions) -> holds.list(query));
    }

    @Override
    public final @Nullable OpenHold hold(HoldId id) {
        return onDesk((holds, decisions) -> Optional.ofNullable(holds.find(id))).orElse(null);
    }

    @Override
    public final int countHolds(HoldQuery query, int most) {
        return onDesk((holds, decisions) -> holds.count(query, most));
    }

    @Override
    public final ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take) {
        return onDesk((holds, decisions) -> holds.claim(hold, person, now, until, take));
    }

    @Override
    public final void release(HoldId hold, @Nullable String person) {
        onDesk((holds, decisions) -> {
            holds.release(hold, person);
            return true;
        });
    }

    @Override
    public final void looked(HoldId hold, String person, Instant at) {
        onDesk((holds, decisions) -> {
            decisions.looked(hold, person, at);
            return true;
        });
    }

    @Override
    public final List<Past> decided(DecidedQuery query) {
        return onDesk((holds, decisions) -> decisions.list(query));
    }

    @Override
    public final int countDecided(DecidedQuery query, int most) {
        return onDesk((holds, decisions) -> decisions.count(query, most));
    }

    @Override
    public final List<Reviewer> reviewers(DecidedQuery query) {
        return onDesk((holds, decisions) -> decisions.reviewers(query));
    }

    @Override
    public final TriggerLedger triggers() {
        return new TriggerLedger() {
            @Override
            public List<Kept> all() {
                return onTriggers(MemoryTriggers::all);
            }

            @Override
            public @Nullable Kept of(TriggerId trigger) {
                return onTriggers(kept -> Optional.ofNullable(kept.of(trigger))).orElse(null);
            }

            @Override
            public void pause(TriggerId trigger, String by, Instant at) {
                change(kept -> kept.pause(trigger, new Pause(by, at)));
            }

            @Override
            public void resume(TriggerId trigger) {
                change(kept -> kept.pause(trigger, null));
            }

            @Override
            public void fired(TriggerId trigger, Fired last) {
                change(kept -> kept.fired(trigger, last));
            }

            @Override
            public Instant reckoned(TriggerId trigger, Instant now) {
                return onTriggers(kept -> kept.reckoned(trigger, now));
            }

            @Override
            public void reckonedTo(TriggerId trigger, Instant to) {
                change(kept -> kept.reckonedTo(trigger, to));
            }

            @Override
            public String firstId(TriggerId trigger, String hash, String id, Instant now, Instant expires) {
                return onTriggers(kept -> kept.firstId(trigger, hash, id, now, expires));
            }

            private void change(Consumer<MemoryTriggers> change) {
                onTriggers(kept -> {
                    change.accept(kept);
                    return true;
                });
            }
        };
    }
}
