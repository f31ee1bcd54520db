package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryStore} answers about holds, open and closed. */
abstract class MemoryDesk implements RunStore {
    interface Asked<T> {
        T of(MemoryHolds holds, MemoryDecisions decisions);
    }

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
}
