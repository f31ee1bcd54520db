package dev.signalbox.core.decide;

import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a run may still use. A call whose worst case does not fit is not made. */
public final class Budgets {
    /** States that a run may still enter after a limit, to finish in. */
    static final int GRACE_STEPS = 10;

    private Budgets() {}

    /** The most a call can cost, its whole input written into a cache: USD by the model's price, 0 where it has none. */
    public static double worstCost(Workspace.@Nullable Model model, long input, long output) {
        Workspace.Price price = model == null ? null : model.price();
        if (price == null) {
            return 0;
        }
        double dearest = Math.max(price.input(), price.cacheWrite());
        return (input * dearest + output * price.output()) / 1_000_000;
    }

    /** Which limit one more model call would break, or null. */
    public static @Nullable String broken(Run run, long tokens, double usd) {
        Limits limits = run.limits();
        Counters used = run.counters();
        Usage usage = used.usage();
        if (used.limit() != null) {
            return used.limit();
        }
        if (limits.llmCalls() != null && usage.llmCalls() + used.reservedCalls() + 1 > limits.llmCalls()) {
            return "llm_calls";
        }
        if (limits.tokens() != null && usage.tokens() + used.reservedTokens() + tokens > limits.tokens()) {
            return "tokens";
        }
        if (limits.costUsd() != null && usage.costUsd() + used.reservedUsd() + usd > limits.costUsd()) {
            return "cost_usd";
        }
        return null;
    }

    /**
     * What is set aside for a child run, of each limit that the run has; the child's own limits count besides. All who may begin
     * have like parts, whole calls and tokens rounded up, so that of few the first have some; questions that may be asked again
     * have what that takes, or a part like the others' where that is less. After a limit nothing more is asked of a model, by a
     * child as little as by the run itself.
     */
    public static Limits share(Run run, Sharers among) {
        Limits limits = run.limits();
        Counters used = run.counters();
        Usage usage = used.usage();
        return new Limits(
                null,
                used.limit() != null
                        ? Long.valueOf(0)
                        : part(limits.llmCalls(), usage.llmCalls() + used.reservedCalls(), among, among.calls()),
                part(limits.tokens(), usage.tokens() + used.reservedTokens(), among, among.tokens()),
                part(limits.costUsd(), usage.costUsd() + used.reservedUsd(), among),
                null);
    }

    private static @Nullable Long part(@Nullable Long limit, long taken, Sharers among, long again) {
        if (limit == null) {
            return null;
        }
        long left = Math.max(0, limit - taken);
        return Math.max(
                Math.ceilDiv(left, among.begin() + among.again()),
                Math.ceilDiv(Math.max(0, left - again), among.begin()));
    }

    private static @Nullable Double part(@Nullable Double limit, double taken, Sharers among) {
        if (limit == null) {
            return null;
        }
        double left = Math.max(0, limit - taken);
        return Math.max(left / (among.begin() + among.again()), Math.max(0, left - among.usd()) / among.begin());
    }

    /** The stricter of a flow's own limits and what the parent has left. */
    public static Limits within(Limits own, Limits remainder) {
        return new Limits(
                min(own.steps(), remainder.steps()),
                min(own.llmCalls(), remainder.llmCalls()),
                min(own.tokens(), remainder.tokens()),
                min(own.costUsd(), remainder.costUsd()),
                min(own.duration(), remainder.duration()));
    }

    private static <T extends Comparable<T>> @Nullable T min(@Nullable T a, @Nullable T b) {
        if (a == null) {
            return b;
        }
        return b == null || a.compareTo(b) <= 0 ? a : b;
    }

    /** The sentence for a person. */
    public static String words(Limits limits, String which) {
        return switch (which) {
            case "steps" -> "the run's limit of " + limits.steps() + " steps is reached";
            case "llm_calls" -> "the run's limit of " + limits.llmCalls() + " model calls is reached";
            case "tokens" -> "one more model call may go over the run's limit of " + limits.tokens() + " tokens";
            case "cost_usd" -> "one more model call may go over the run's limit of " + limits.costUsd() + " USD";
            case "day.llm_calls" -> "the limit of a day's model calls was reached";
            case "day.tokens" -> "the limit of a day's tokens was reached";
            case "day.cost_usd" -> "the limit of a day's cost was reached";
            case "duration" -> "the run's time of " + words(limits.duration()) + " is up";
            default -> "the run's limit of " + which + " is reached";
        };
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "" : duration.toSeconds() + " s";
    }
}
