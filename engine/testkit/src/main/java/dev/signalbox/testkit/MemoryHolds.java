package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.HoldLedger.Claims;
import dev.signalbox.runtime.port.HoldLedger.HoldCursor;
import dev.signalbox.runtime.port.HoldLedger.HoldQuery;
import dev.signalbox.runtime.port.HoldLedger.OpenHold;
import dev.signalbox.runtime.port.RunRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open holds on a {@link MemoryStore.Disk}, and who has claimed them. Its disk guards it. */
final class MemoryHolds {
    private static final Comparator<HoldCursor> FORWARD = Comparator.comparingLong(HoldCursor::first)
            .thenComparingLong(HoldCursor::second)
            .thenComparing(HoldCursor::hold);

    private final Map<HoldId, Hold> holds = new HashMap<>();
    private final Map<HoldId, HoldLedger.HoldClaim> claims = new HashMap<>();
    private final Set<HoldId> edited = new HashSet<>();
    private final MemoryRuns runs;
    private final MemoryDecisions decisions;

    MemoryHolds(MemoryRuns runs, MemoryDecisions decisions) {
        this.runs = runs;
        this.decisions = decisions;
    }

    void keep(Commit commit) {
        commit.decided().forEach(it -> decisions.keep(edited.contains(it.id()) ? it.andEdited() : it));
        for (HoldId closed : commit.closed()) {
            holds.remove(closed);
            claims.remove(closed);
            edited.remove(closed);
        }
        Set<HoldId> now = Verdicts.edited(commit.events());
        for (Hold hold : commit.holds()) {
            holds.put(hold.id(), Codec.hold(MemoryStore.throughText(Codec.hold(hold))));
            if (now.contains(hold.id())) {
                edited.add(hold.id());
            }
        }
    }

    @Nullable
    OpenHold find(HoldId id) {
        Hold hold = holds.get(id);
        return hold == null ? null : open(hold);
    }

    private OpenHold open(Hold hold) {
        RunRow row = runs.row(hold.step().run());
        if (row == null) {
            throw new IllegalStateException("a hold of no run: " + hold.step().run());
        }
        return new OpenHold(hold, row, claims.get(hold.id()));
    }

    List<OpenHold> list(HoldQuery query) {
        Comparator<HoldCursor> order = query.order().falls() ? FORWARD.reversed() : FORWARD;
        HoldCursor after = query.after();
        return matching(query)
                .filter(open -> after == null || order.compare(query.order().at(open), after) > 0)
                .sorted(Comparator.comparing(query.order()::at, order))
                .limit(query.limit())
                .toList();
    }

    /** The runs with a hold that one of these may decide; null for all there are. */
    @Nullable
    Set<RunId> waitingOn(@Nullable Set<String> by) {
        return by == null
                ? null
                : holds.values().stream()
                        .filter(hold ->
                                hold.by().isEmpty() || hold.by().stream().anyMatch(by::contains))
                        .map(hold -> hold.step().run())
                        .collect(Collectors.toSet());
    }

    int count(HoldQuery query, int most) {
        return (int) matching(query).limit(most).count();
    }

    private Stream<OpenHold> matching(HoldQuery query) {
        return holds.values().stream()
                .map(this::open)
                .filter(open -> isAsked(open, query))
                .filter(open -> isTheirs(open, query))
                .filter(open -> claimsFit(open, query.claims()));
    }

    private static boolean isAsked(OpenHold open, HoldQuery query) {
        String words = HoldLedger.words(
                open.hold().title(), open.run().key(), open.run().startedBy());
        return (query.runs() == null || query.runs().contains(open.run().id()))
                && (query.flow() == null || query.flow().equals(open.run().flow()))
                && (query.place() == null
                        || query.place().equals(open.hold().step().state()))
                && (query.urgency() == null || query.urgency() == open.hold().urgency())
                && query.words().stream().allMatch(words::contains);
    }

    private static boolean isTheirs(OpenHold open, HoldQuery query) {
        Hold hold = open.hold();
        String may = query.may();
        if (may != null
                && ((hold.notRequester() && may.equals(open.run().startedBy()))
                        || hold.votes().stream().anyMatch(vote -> vote.by().equals(may)))) {
            return false;
        }
        HoldLedger.Asker mine = query.mine();
        if (mine != null) {
            return hold.asked().contains(mine.person()) || isClaimedBy(open, mine.person(), mine.now());
        }
        Set<String> by = query.by();
        return by == null || hold.asked().isEmpty() || hold.asked().stream().anyMatch(by::contains);
    }

    private static boolean isClaimedBy(OpenHold open, String person, Instant now) {
        HoldLedger.HoldClaim claim = open.claim();
        return claim != null && claim.aliveAt(now) && claim.person().equals(person);
    }

    private static boolean claimsFit(OpenHold open, @Nullable Claims claims) {
        return switch (claims) {
            case null -> true;
            case Claims.Some some -> open.claim() != null && open.claim().aliveAt(some.now());
            case Claims.None none -> open.claim() == null || !open.claim().aliveAt(none.now());
            case Claims.Of of -> isClaimedBy(open, of.person(), of.now());
        };
    }

    HoldLedger.ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take) {
        if (!holds.containsKey(hold)) {
            return new HoldLedger.ClaimAnswer.NoSuchHold();
        }
        HoldLedger.HoldClaim other = claims.get(hold);
        if (other != null && other.aliveAt(now) && !take && !other.person().equals(person)) {
            return new HoldLedger.ClaimAnswer.Taken(other);
        }
        HoldLedger.HoldClaim claim = new HoldLedger.HoldClaim(person, until);
        claims.put(hold, claim);
        return new HoldLedger.ClaimAnswer.Claimed(claim);
    }

    void release(HoldId hold, @Nullable String person) {
        claims.computeIfPresent(
                hold, (id, claim) -> person == null || claim.person().equals(person) ? null : claim);
    }
}
