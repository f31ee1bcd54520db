package dev.signalbox.runtime.model;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.dsl.model.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What a reply cost in tokens.
 *
 * @param input everything that was sent, cache reads and writes included
 * @param cached the part of it that the provider read from its cache
 */
record UsedTokens(long input, long output, long cached) {
    static UsedTokens of(@Nullable TokenUsage usage) {
        if (usage == null) {
            return new UsedTokens(0, 0, 0);
        }
        long input = count(usage.inputTokenCount());
        long output = count(usage.outputTokenCount());
        if (usage instanceof AnthropicTokenUsage anthropic) {
            // Anthropic counts what it cached apart from the input.
            long read = count(anthropic.cacheReadInputTokens());
            return new UsedTokens(input + read + count(anthropic.cacheCreationInputTokens()), output, read);
        }
        if (usage instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null) {
            return new UsedTokens(
                    input, output, count(openAi.inputTokensDetails().cachedTokens()));
        }
        return new UsedTokens(input, output, 0);
    }

    /** USD; 0 where the workspace names no price. */
    double cost(Workspace.@Nullable Price price) {
        if (price == null) {
            return 0;
        }
        long fresh = Math.max(0, input - cached);
        return (fresh * price.input() + cached * price.cached() + output * price.output()) / 1_000_000;
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
