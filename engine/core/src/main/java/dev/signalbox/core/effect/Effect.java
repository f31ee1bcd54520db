package dev.signalbox.core.effect;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done outside once the commit that holds it is durable. Waiting is no effect: a run says itself when it wants to
 * be woken ({@code Run.wakeAt}).
 */
public sealed interface Effect {
    StepId step();

    /**
     * One try of an action.
     *
     * @param target exactly what to do, secrets as names: what was approved, if anything was
     * @param key the stable idempotency key, the same for every try of the visit
     * @param timeout of this try; null for the runtime's own bound
     */
    record ActionCall(
            StepId step,
            int attempt,
            ActionName action,
            Action.Delivery delivery,
            Action.Effect effect,
            Map<String, Object> args,
            Target target,
            String key,
            @Nullable Duration timeout)
            implements Effect {}

    /**
     * One try of a model call.
     *
     * @param flow the flow that asks: recorded replies are kept by flow and state
     * @param schema what the reply must be, a self-contained JSON Schema
     * @param question what a recorded reply is matched on: SHA-256 over messages and schema
     * @param reservedTokens the most it can come to; null in one that is older than this
     * @param media the pictures and documents of the messages that came from values, by the SHA-256 of their bytes: the text each
     *     stood as, so that a store that keeps long values by content keeps it once. What the flow pins is not among them
     */
    record ModelCall(
            StepId step,
            FlowName flow,
            int attempt,
            ModelName model,
            List<Message> messages,
            Object schema,
            String question,
            @Nullable Double temperature,
            @Nullable Integer maxOutput,
            @Nullable Duration timeout,
            @Nullable Long reservedTokens,
            Map<String, String> media)
            implements Effect {
        /** Words alone, of which nobody said what they may come to. */
        public ModelCall(
                StepId step,
                FlowName flow,
                int attempt,
                ModelName model,
                List<Message> messages,
                Object schema,
                String question,
                @Nullable Double temperature,
                @Nullable Integer maxOutput,
                @Nullable Duration timeout) {
            this(
                    step,
                    flow,
                    attempt,
                    model,
                    messages,
                    schema,
                    question,
                    temperature,
                    maxOutput,
                    timeout,
                    null,
                    Map.of());
        }
    }

    /** Starts a child run under an id that is a function of the step: doing it twice is doing it once. */
    record ChildRun(
            StepId step, RunId child, FlowName flow, Map<String, Object> input, String startedBy, Limits remainder)
            implements Effect {}

    /** Cancels a child run. */
    record CancelChild(StepId step, RunId child) implements Effect {}

    /** Stops what this step has under way; its result no longer counts. */
    record Abandon(StepId step) implements Effect {}
}
