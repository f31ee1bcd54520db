package dev.signalbox.core.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try of a model call. */
public sealed interface ModelOutcome {
    /**
     * @param text the reply as the provider gave it
     * @param model the model that answered, by its workspace name
     * @param costUsd by the workspace's price
     */
    record Replied(String text, String model, long inputTokens, long outputTokens, long cachedTokens, double costUsd)
            implements ModelOutcome {}

    /** @param kind {@code timeout}, {@code connection}, {@code http.429}, {@code refused}, {@code cut_off}, … */
    record Failed(String kind, String message, @Nullable Duration retryAfter) implements ModelOutcome {}

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
