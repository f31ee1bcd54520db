package dev.signalbox.runtime.port;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people have before them and what they did with it: open holds in the order that is asked for, who has claimed one and
 * who looked at it when, and how each closed hold was decided. Pages go by the last row of the page before. The decisions are
 * written in the commit that closes the hold and can be had from the log alone; claims and looks are rows of their own, and
 * nothing that a run does depends on them.
 */
public interface HoldLedger {
    /** Open holds in the query's order. */
    List<OpenHold> holds(HoldQuery query);

    /** How many there are, whatever the page; {@code most} when there are as many or more. */
    int countHolds(HoldQuery query, int most);

    /** The open hold of that id, or null. */
    @Nullable
    OpenHold hold(HoldId hold);

    /**
     * Gives an open hold to a person until then: when nobody has it, when they have it themselves, when its time is up at
     * {@code now}, or when {@code take} says to take it from whoever has it. One of two who ask at once gets it.
     */
    ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take);

    /** Ends a claim; nothing when the person does not have it, or nobody does where that is null. */
    void release(HoldId hold, @Nullable String person);

    /** Remembers that a person opened a hold; the first time counts. */
    void looked(HoldId hold, String person, Instant at);

    /** Closed holds, the latest decided first. */
    List<Past> decided(DecidedQuery query);

    int countDecided(DecidedQuery query, int most);

    /** How the people who decided any of them do it, by their names. */
    List<Reviewer> reviewers(DecidedQuery query);

    /** @param claim may be over by now; null when nobody has claimed it */
    record OpenHold(Hold hold, RunRow run, @Nullable HoldClaim claim) {
        public OpenHold(Hold hold, RunRow run) {
            this(hold, run, null);
        }
    }

    record HoldClaim(String person, Instant until) {
        public boolean aliveAt(Instant now) {
            return until.isAfter(now);
        }
    }

    /** What came of asking for a claim. */
    sealed interface ClaimAnswer {
        record Claimed(HoldClaim claim) implements ClaimAnswer {}

        record Taken(HoldClaim by) implements ClaimAnswer {}

        record NoSuchHold() implements ClaimAnswer {}
    }

    /** @param looked how long before the decision who decided had first opened the hold, in milliseconds; null when nobody knows */
    record Past(DecidedHold hold, @Nullable Long looked) {}

    /**
     * Times in milliseconds, by nearest rank.
     *
     * @param approved of the decisions, those that were approvals
     * @param answered of the decisions, those that were answers
     * @param looked the median of the looks that are known; null when none is
     * @param quick how many were decided within {@link #QUICK} of the first look
     */
    record Reviewer(
            String person,
            long decisions,
            long approved,
            long answered,
            long median,
            long p90,
            @Nullable Long looked,
            long quick) {}

    /** A decision so soon after the first look that nobody can have read much, in milliseconds. */
    long QUICK = 3_000;

    /** What a list of open holds goes by. Equal ones go by their ids, in the same direction. */
    enum Order {
        /** The earliest due first, those without a time last. */
        DUE,
        /** The latest opened first. */
        OPENED,
        /** The most urgent first, among them the earliest due. */
        URGENCY,
        /** The dearest run first. */
        COST;

        /** Whether it goes from the largest number to the smallest. */
        public boolean falls() {
            return this == OPENED || this == COST;
        }

        /** The place of a hold in it. */
        public HoldCursor at(OpenHold open) {
            Hold hold = open.hold();
            return switch (this) {
                case DUE -> new HoldCursor(due(hold), 0, hold.id());
                case OPENED -> new HoldCursor(hold.openedAt().toEpochMilli(), 0, hold.id());
                case URGENCY -> new HoldCursor(rank(hold.urgency()), due(hold), hold.id());
                case COST -> new HoldCursor(nano(open.run().usage().costUsd()), 0, hold.id());
            };
        }
    }

    /** Milliseconds; the largest number for a hold without a time. */
    static long due(Hold hold) {
        Instant due = hold.due();
        return due == null ? Long.MAX_VALUE : due.toEpochMilli();
    }

    /** The most urgent has the lowest. */
    static long rank(Urgency urgency) {
        return Urgency.values().length - 1L - urgency.ordinal();
    }

    /** Billionths of a dollar: what two floating numbers that look the same are compared by. */
    static long nano(double usd) {
        return Math.round(usd * 1e9);
    }

    /** What a search looks in: each of its words must be somewhere in this. */
    static String words(String title, @Nullable String key, String requester) {
        return (title + "\n" + (key == null ? "" : key) + "\n" + requester).toLowerCase(Locale.ROOT);
    }

    /** A place in an order: its one or two numbers, then the id. */
    record HoldCursor(long first, long second, HoldId hold) {
        /** In the order {@link Order#DUE}. */
        public HoldCursor(@Nullable Instant due, HoldId hold) {
            this(due == null ? Long.MAX_VALUE : due.toEpochMilli(), 0, hold);
        }
    }

    /** Who asks, and when: their claims that are over by then count no more. */
    record Asker(String person, Instant now) {}

    /**
     * @param runs only holds of these; null for all
     * @param by only holds that one of these people and groups may decide, or anyone may; null for all
     * @param mine only those that this person may decide by their own name or has claimed; null for all
     * @param may leaves out those that this person may not decide though it is theirs: their own request that wants four
     *     eyes, and what they have approved already; null for all
     * @param words each of them in the title, the run's key or the requester's name, in lower case
     */
    record HoldQuery(
            @Nullable Set<RunId> runs,
            @Nullable FlowName flow,
            @Nullable StateName place,
            @Nullable Set<String> by,
            @Nullable Asker mine,
            @Nullable String may,
            @Nullable Urgency urgency,
            @Nullable Claims claims,
            List<String> words,
            Order order,
            @Nullable HoldCursor after,
            int limit) {
        public HoldQuery {
            words = List.copyOf(words);
        }

        /** By run, flow and who may decide, in the order of their times. */
        public HoldQuery(
                @Nullable Set<RunId> runs,
                @Nullable FlowName flow,
                @Nullable Set<String> by,
                @Nullable HoldCursor after,
                int limit) {
            this(runs, flow, null, by, null, null, null, null, List.of(), Order.DUE, after, limit);
        }
    }

    /** Which claims a hold has at a time. */
    sealed interface Claims {
        Instant now();

        record Some(Instant now) implements Claims {}

        record None(Instant now) implements Claims {}

        record Of(String person, Instant now) implements Claims {}
    }

    /**
     * @param by only what this person decided; null for all, those that nobody decided too
     * @param to what was decided before this
     * @param people only what somebody decided
     */
    record DecidedQuery(
            @Nullable Set<RunId> runs,
            @Nullable FlowName flow,
            @Nullable StateName place,
            @Nullable String by,
            @Nullable Verdict verdict,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean people,
            List<String> words,
            @Nullable DecidedCursor after,
            int limit) {
        public DecidedQuery {
            words = List.copyOf(words);
        }

        /** All of them. */
        public static DecidedQuery all(@Nullable DecidedCursor after, int limit) {
            return new DecidedQuery(null, null, null, null, null, null, null, false, List.of(), after, limit);
        }
    }

    record DecidedCursor(Instant at, HoldId hold) {}
}
