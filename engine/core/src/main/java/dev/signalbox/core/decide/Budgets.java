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

    /** What is left for a child run; its own limits count besides. */
    public static Limits remainder(Run run) {
        Limits limits = run.limits();
        Counters used = run.counters();
        Usage usage = used.usage();
        return new Limits(
                null,
                limits.llmCalls() == null
                        ? null
                        : Math.max(0, limits.llmCalls() - usage.llmCalls() - used.reservedCalls()),
                limits.tokens() == null ? null : Math.max(0, limits.tokens() - usage.tokens() - used.reservedTokens()),
                limits.costUsd() == null ? null : Math.max(0, limits.costUsd() - usage.costUsd() - used.reservedUsd()),
                null);
    }

    /** The stricter of a flow's own limits and what the parent has left. */
    static Limits within(Limits own, Limits remainder) {
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
            case "duration" -> "the run's time of " + words(limits.duration()) + " is up";
            default -> "the run's limit of " + which + " is reached";
        };
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "" : duration.toSeconds() + " s";
    }
}
