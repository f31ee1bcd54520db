package dev.signalbox.core.run;

import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.StateName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has used and how often it came by.
 *
 * @param inARow for {@code STATE OUTCOME}, how many in a row
 * @param calls logical calls of each action, tries not counted
 * @param reservedCalls model calls under way, {@code reservedTokens} and {@code reservedUsd} what they may cost at most
 * @param limit the run limit that was met; null while none was
 * @param stepsSinceLimit steps taken since then
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
        int stepsSinceLimit) {
    public static final Counters NONE = new Counters(Map.of(), Map.of(), Map.of(), Usage.NONE, 0, 0, 0, null, 0);

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
                limit == null ? 0 : stepsSinceLimit + 1);
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
                stepsSinceLimit);
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
                stepsSinceLimit);
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
                stepsSinceLimit);
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
                stepsSinceLimit);
    }

    public Counters limited(@Nullable String by) {
        return new Counters(visits, inARow, calls, usage, reservedCalls, reservedTokens, reservedUsd, by, 0);
    }
}
