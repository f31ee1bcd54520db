package dev.signalbox.core.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try of a model call. */
public sealed interface ModelOutcome {
    /**
     * @param text the reply as the provider gave it
     * @param model the model that answered, by its workspace name
     * @param cachedTokens of the input, what the provider read from its cache
     * @param costUsd by the workspace's price
     * @param writtenTokens of the input, what the provider wrote into its cache; null for none
     */
    record Replied(
            String text,
            String model,
            long inputTokens,
            long outputTokens,
            long cachedTokens,
            double costUsd,
            @Nullable Long writtenTokens)
            implements ModelOutcome {
        /** Of a provider that tells of no cache writes. */
        public Replied(
                String text, String model, long inputTokens, long outputTokens, long cachedTokens, double costUsd) {
            this(text, model, inputTokens, outputTokens, cachedTokens, costUsd, null);
        }
    }

    /**
     * @param kind {@code timeout}, {@code connection}, {@code http.429}, or of what the model did: {@code refused},
     *     {@code cut_off}, {@code empty}, {@code context_length}
     * @param charged what the provider says it counted all the same; null when it says nothing
     */
    record Failed(
            String kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Charge charged) implements ModelOutcome {
        /** Of a provider that says nothing of what it counted. */
        public Failed(String kind, String message, @Nullable Duration retryAfter) {
            this(kind, message, retryAfter, null);
        }
    }

    /**
     * A limit that lies outside the run has no room for the call: nothing was sent.
     *
     * @param limit {@code day.llm_calls}, {@code day.tokens} or {@code day.cost_usd}
     * @param message whose limit, what is used of it, and until when: a sentence for a person
     */
    record NoRoom(String limit, String message) implements ModelOutcome {}

    /** Nobody recorded a reply, or the model is a person: the question goes to the console. */
    record NeedsPerson(String why) implements ModelOutcome {}
}
