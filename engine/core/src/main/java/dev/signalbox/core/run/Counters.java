package dev.signalbox.core.run;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has used and how often it came by.
 *
 * @param inARow for {@code STATE OUTCOME}, how many in a row
 * @param calls logical calls of each action, tries not counted
 * @param reservedCalls model calls that are set aside, {@code reservedTokens} and {@code reservedUsd} what they may cost
 *     at most: those under way and the shares of child runs
 * @param limit the limit that was met; null while none was
 * @param stepsSinceLimit steps taken since then
 * @param shares what is set aside for each child run that is not known to be over, whether it is still waited for or not
 */
public record Counters(
        Map<StateName, Integer> visits,
        Map<String, Integer> inARow,
        Map<ActionName, Integer> calls,
        Usage usage,
        long reservedCalls,
        long reservedTokens,
        double reservedUsd,
        @Nullable String limit,
        int stepsSinceLimit,
        Map<RunId, Limits> shares) {
    public static final Counters NONE =
            new Counters(Map.of(), Map.of(), Map.of(), Usage.NONE, 0, 0, 0, null, 0, Map.of());

    public Counters entered(StateName state, int visit) {
        return new Counters(
                Ordered.with(visits, state, visit),
                inARow,
                calls,
                usage.plus(new Usage(1, 0, 0, 0, 0, 0)),
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                limit == null ? 0 : stepsSinceLimit + 1,
                shares);
    }

    public Counters inARow(String what, int count) {
        return new Counters(
                visits,
                count == 0 ? Ordered.without(inARow, what) : Ordered.with(inARow, what, count),
                calls,
                usage,
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                shares);
    }

    /** A success of the state: what it failed of in a row begins anew. */
    public Counters succeeded(StateName state) {
        if (inARow.isEmpty()) {
            return this;
        }
        Counters after = this;
        for (String what : inARow.keySet()) {
            if (what.startsWith(state + " ")) {
                after = after.inARow(what, 0);
            }
        }
        return after;
    }

    /** What counted for one state counts for another from now on, beside the other's own. */
    public Counters renamed(Map<StateName, StateName> states) {
        Map<StateName, Integer> counted = visits;
        Map<String, Integer> rows = inARow;
        for (Map.Entry<StateName, StateName> state : states.entrySet()) {
            StateName was = state.getKey();
            StateName is = state.getValue();
            Integer entered = visits.get(was);
            if (was.equals(is)) {
                continue;
            }
            if (entered != null) {
                counted = Ordered.with(counted, is, counted.getOrDefault(is, 0) + entered);
            }
            for (Map.Entry<String, Integer> row : inARow.entrySet()) {
                if (row.getKey().startsWith(was + " ")) {
                    String outcome = row.getKey().substring(was.value().length());
                    rows = Ordered.with(Ordered.without(rows, row.getKey()), is + outcome, row.getValue());
                }
            }
        }
        return new Counters(
                counted,
                rows,
                calls,
                usage,
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                shares);
    }

    /** So often the state has been entered. */
    public Counters visited(StateName state, int visit) {
        return new Counters(
                Ordered.with(visits, state, visit),
                inARow,
                calls,
                usage,
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                shares);
    }

    public Counters called(ActionName action) {
        return new Counters(
                visits,
                inARow,
                Ordered.with(calls, action, calls.getOrDefault(action, 0) + 1),
                usage,
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                shares);
    }

    public Counters used(Usage more) {
        return new Counters(
                visits,
                inARow,
                calls,
                usage.plus(more),
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                shares);
    }

    /** Sets aside what a model call may cost at most; a negative number gives it back. */
    public Counters reserve(long someCalls, long tokens, double usd) {
        return new Counters(
                visits,
                inARow,
                calls,
                usage,
                reservedCalls + someCalls,
                reservedTokens + tokens,
                Math.max(0, reservedUsd + usd),
                limit,
                stepsSinceLimit,
                shares);
    }

    /** Sets aside what a child run may use, until it is {@link #over}. */
    public Counters share(RunId child, Limits share) {
        Counters reserved = reserve(orNone(share.llmCalls()), orNone(share.tokens()), orNone(share.costUsd()));
        return reserved.with(Ordered.with(shares, child, share));
    }

    /** A child run is over: its use takes the place of its share. */
    public Counters over(RunId child, Usage its) {
        Limits share = shares.get(child);
        if (share == null) {
            return used(its);
        }
        Counters left = reserve(-orNone(share.llmCalls()), -orNone(share.tokens()), -orNone(share.costUsd()))
                .with(Ordered.without(shares, child));
        // Sums of fractions leave a trace behind; once nothing is set aside it is nothing.
        double trace = left.reservedCalls == 0 && left.shares.isEmpty() ? left.reservedUsd : 0;
        return left.reserve(0, 0, -trace).used(its);
    }

    /** What it used, and what the child runs that are not over may still use counted as used. */
    public Usage atMost() {
        Usage most = usage;
        for (Limits share : shares.values()) {
            most = most.plus(
                    new Usage(0, orNone(share.llmCalls()), orNone(share.tokens()), 0, 0, orNone(share.costUsd())));
        }
        return most;
    }

    private static long orNone(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }

    private static double orNone(@Nullable Double amount) {
        return amount == null ? 0 : amount;
    }

    private Counters with(Map<RunId, Limits> newShares) {
        return new Counters(
                visits,
                inARow,
                calls,
                usage,
                reservedCalls,
                reservedTokens,
                reservedUsd,
                limit,
                stepsSinceLimit,
                newShares);
    }

    /**
     * What a fork begins with: all that was used stays used, and nothing is set aside, for what was under way is another
     * run's. Its own time and another day's limits have not been met.
     *
     * @param unmade actions whose call under way is still to be made here
     */
    public Counters forked(List<ActionName> unmade) {
        Map<ActionName, Integer> made = calls;
        for (ActionName action : unmade) {
            made = Ordered.with(made, action, made.getOrDefault(action, 1) - 1);
        }
        boolean counts = limit != null && !limit.equals("duration") && !limit.startsWith("day.");
        return new Counters(
                visits, inARow, made, usage, 0, 0, 0, counts ? limit : null, counts ? stepsSinceLimit : 0, Map.of());
    }

    public Counters limited(@Nullable String by) {
        return new Counters(visits, inARow, calls, usage, reservedCalls, reservedTokens, reservedUsd, by, 0, shares);
    }
}
