package dev.signalbox.runtime.eval;

import dev.signalbox.core.command.Charge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a question took: its first one, its repairs, and the summaries it waited for.
 *
 * @param calls the ones that were replied to
 * @param input tokens as reported, or as counted here where the server reported none; {@code cached} is a part of them
 * @param predicted what was counted here before the calls
 * @param usd by the price; 0 where the model has none
 * @param estimated of some call the server reported no tokens
 * @param latency from asking to reply, all calls together, without the waits between tries; null where nobody measured
 */
public record Used(
        int calls,
        long input,
        long output,
        long cached,
        long predicted,
        double usd,
        boolean estimated,
        @Nullable Duration latency) {
    public static final Used NOTHING = new Used(0, 0, 0, 0, 0, 0, false, null);

    /** Of a call without a reply, what its provider counted all the same. */
    static Used charged(@Nullable Charge charge) {
        return charge == null
                ? NOTHING
                : new Used(
                        0,
                        charge.inputTokens(),
                        charge.outputTokens(),
                        charge.cachedTokens(),
                        charge.inputTokens(),
                        charge.costUsd(),
                        false,
                        null);
    }

    public Used plus(Used other) {
        return new Used(
                calls + other.calls,
                input + other.input,
                output + other.output,
                cached + other.cached,
                predicted + other.predicted,
                usd + other.usd,
                estimated || other.estimated,
                sum(latency, other.latency));
    }

    /** The same counts where nobody was really asked: there is no latency, and nothing was reported. */
    public Used pretended() {
        return new Used(calls, input, output, cached, predicted, usd, true, null);
    }

    private static @Nullable Duration sum(@Nullable Duration a, @Nullable Duration b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : a.plus(b);
    }
}
