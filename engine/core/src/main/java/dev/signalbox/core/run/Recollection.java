package dev.signalbox.core.run;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.StateName;
import org.jspecify.annotations.Nullable;

/**
 * What another run was answered to a request: a fork that makes the same request in the same step takes the answer instead of
 * asking. Used once.
 *
 * @param seq where the answer stands in the log of that run
 * @param request SHA-256 of what was asked, see {@code core.decide.Requests}
 */
public record Recollection(long seq, StateName state, int visit, String slot, String request, Answer answer) {
    /** What came back, as the flow had it: fitted, and with kinds of its own. */
    public sealed interface Answer {
        record Result(Object result) implements Answer {}

        record Failed(String kind, String message) implements Answer {}

        /** It may have happened. */
        record Unknown(String kind, String message) implements Answer {}

        record Reply(
                String text,
                String model,
                long inputTokens,
                long outputTokens,
                long cachedTokens,
                double costUsd,
                @Nullable Long writtenTokens)
                implements Answer {}

        /** @param charged what the provider counted all the same; null when it said nothing */
        record NoReply(
                String kind, String message, @Nullable Charge charged) implements Answer {}

        /** A child run's end. */
        record ChildEnd(
                String status,
                @Nullable Object output,
                @Nullable String error,
                Usage usage) implements Answer {}
    }

    /** The answer to that try of a step. */
    public boolean answers(StepId step, String asked) {
        return state.equals(step.state()) && visit == step.visit() && slot.equals(step.slot()) && request.equals(asked);
    }
}
