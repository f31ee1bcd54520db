package dev.signalbox.runtime.model;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reply cost in tokens.
 *
 * @param input everything that was sent, cache reads and writes included
 * @param cached the part of it that the provider read from its cache
 * @param written the part of it that the provider wrote into its cache
 */
record UsedTokens(long input, long output, long cached, long written) {
    /** What a server that says nothing of it is taken to have used: as predicted, and the reply by our own count. */
    static UsedTokens counted(Effect.ModelCall call, Workspace.Model model, String reply) {
        long output = TokenCounter.forProvider(model.provider().name().toLowerCase(Locale.ROOT))
                .count(reply);
        Long reserved = call.reservedTokens();
        long input = reserved == null ? 0 : reserved - (call.maxOutput() == null ? 0 : call.maxOutput());
        return new UsedTokens(Math.max(0, input), output, 0, 0);
    }

    /** Of OpenAI's {@code usage}; null for none. */
    static @Nullable UsedTokens openAi(@Nullable Object usage) {
        if (!(usage instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, Object> counts = Json.object(map);
        long cached = counts.get("prompt_tokens_details") instanceof Map<?, ?> details
                ? count(Json.object(details), "cached_tokens")
                : 0;
        return new UsedTokens(count(counts, "prompt_tokens"), count(counts, "completion_tokens"), cached, 0);
    }

    /** Of Anthropic's {@code usage}, which counts what it read from and wrote into its cache apart from the input. */
    static @Nullable UsedTokens anthropic(@Nullable Object usage) {
        if (!(usage instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, Object> counts = Json.object(map);
        long read = count(counts, "cache_read_input_tokens");
        long written = count(counts, "cache_creation_input_tokens");
        return new UsedTokens(
                count(counts, "input_tokens") + read + written, count(counts, "output_tokens"), read, written);
    }

    /** USD; 0 where the workspace names no price. */
    double cost(Workspace.@Nullable Price price) {
        if (price == null) {
            return 0;
        }
        long fresh = Math.max(0, input - cached - written);
        double cost = fresh * price.input()
                + cached * price.cached()
                + written * price.cacheWrite()
                + output * price.output();
        return cost / 1_000_000;
    }

    Charge charge(Workspace.Model model) {
        return new Charge(model.name().value(), input, output, cached, writtenOrNull(), cost(model.price()));
    }

    @Nullable
    Long writtenOrNull() {
        return written == 0 ? null : written;
    }

    private static long count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Long number && number > 0 ? number : 0;
    }
}
