package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown of a text that is being written: the JSON of the HTTP contract, in snake_case, nulls left out. */
public final class DraftViews {
    private DraftViews() {}

    /**
     * Where the data of a trial comes from: one of the three, or none.
     *
     * @param data {@code {input, data, events, …}} as {@code signalbox context} takes it
     * @param sample the name of a sample input beside the flow
     * @param run a run of the flow, as it stood when it last came into the state
     */
    public record Given(
            @Nullable Map<String, Object> data,
            @Nullable String sample,
            @Nullable String run) {
        public static final Given NONE = new Given(null, null, null);
    }

    /** @param state {@code STATE}, or {@code STATE/BRANCH} for a branch of a parallel */
    public record ContextRequest(String source, String state, Given given) {}

    /**
     * @param kind {@code ready}; {@code overflow}: it would not be sent; {@code summary}: another model is asked first;
     *     {@code failed}: an item cannot be loaded; {@code worst}: there was no data, and the figures are the most there can be
     * @param budget tokens for all items together
     * @param window the model's; null where the workspace does not say
     * @param used what the items that stay take, and {@code envelope} the rest: prompt, schema, frame
     * @param messages exactly what would be sent, each {@code {role, text}}; of a summary, the question for it
     * @param problems what stands in the way, or was left out of the data, a sentence each
     * @param data what the trial was made with; null without
     */
    public record ContextView(
            String kind,
            String model,
            String counter,
            long budget,
            @Nullable Integer window,
            long used,
            long envelope,
            List<ItemView> items,
            List<Map<String, Object>> messages,
            List<String> problems,
            @Nullable Map<String, Object> data) {}

    /**
     * @param tokens what it takes, {@code before} what it would take uncut
     * @param worst the most it could take, by its schema; null when nothing bounds it
     * @param verdict {@code kept, trimmed, cleared, summarised, dropped}; without data {@code fits} or {@code at_risk}
     * @param rule what decided, as it stands at {@code file} and {@code line}; null when nothing had to, and then they are the item's
     */
    public record ItemView(
            String name,
            String source,
            long tokens,
            @Nullable Long before,
            @Nullable Long worst,
            String verdict,
            String reason,
            @Nullable String rule,
            String file,
            int line,
            int priority,
            boolean stable) {}

    /**
     * @param reply what the other side says: {@code {value}}, {@code {text}} or {@code {recorded: true}} of a model,
     *     {@code {fails, message}}, {@code {approve: true}}, {@code {reject: true}}, {@code {expire: true}}, or of several at once
     *     {@code {slots: {SLOT: reply}}}; null to see what would be asked
     */
    public record StepRequest(
            String source,
            String state,
            Given given,
            @Nullable Map<String, Object> reply) {}

    /**
     * @param outcome {@code went} on, {@code ended}, {@code stuck}, {@code waits} for a person, a time or an event, or {@code asks}
     *     a model, an action or a child run
     * @param to where the run goes; null while it stays
     * @param route the outcome that led there, {@code {outcome, kind, message}}; null on success
     * @param writes the data that the step writes
     * @param end {@code {status, output, error}}; null while it goes on
     * @param data what the trial was made with
     */
    public record StepView(
            String state,
            String verb,
            String outcome,
            @Nullable String to,
            @Nullable Map<String, Object> route,
            Map<String, Object> writes,
            @Nullable Map<String, Object> end,
            List<QuestionView> questions,
            List<CallView> calls,
            List<Views.HoldView> holds,
            List<Map<String, Object>> waits,
            List<Map<String, Object>> children,
            List<String> problems,
            Map<String, Object> data) {}

    /**
     * @param purpose {@code answer}, {@code repair} or {@code summary}
     * @param recorded whether a reply to this very question is recorded
     * @param reply the raw reply that was given; null without one
     * @param value what was made of it; null when it does not fit, and then {@code misfits} says why
     */
    public record QuestionView(
            String slot,
            String purpose,
            String model,
            List<Map<String, Object>> messages,
            Object schema,
            boolean recorded,
            @Nullable String reply,
            @Nullable Object value,
            List<String> misfits) {}

    /** @param fetch it is made because the step reads data that is fetched */
    public record CallView(
            String slot,
            boolean fetch,
            String action,
            String effect,
            String delivery,
            Map<String, Object> args,
            Map<String, Object> target,
            String key,
            @Nullable Object result,
            @Nullable String failure) {}
}
