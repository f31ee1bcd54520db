package dev.signalbox.core.context;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a context is made of. Nothing else enters a model call.
 *
 * @param scope the roots as the run's state has them ({@code input}, data, {@code run}, an {@code each}'s item). Redacted
 *     data may be in it: the compiler keeps it out
 * @param history the run's recorded events in the order of the log
 * @param summaries the summaries made so far in this run, oldest first
 * @param now for {@code max_age}
 * @param window the model's window in tokens, reply included; null when the workspace does not say
 * @param counter counts for the model's provider
 * @param repair the reply that did not fit; null on the first question
 * @param last the state's last question to this model in this run; null before one
 */
public record ContextRequest(
        CheckedFlow flow,
        LlmVerb verb,
        Scope scope,
        List<Recorded> history,
        List<Summary> summaries,
        Instant now,
        @Nullable Integer window,
        TokenCounter counter,
        @Nullable Repair repair,
        @Nullable Sent last) {
    public ContextRequest {
        history = List.copyOf(history);
        summaries = List.copyOf(summaries);
    }

    /**
     * What stands for older events.
     *
     * @param covers hash of the events it stands for, as {@link ContextResult.Needs} named it
     * @param upTo the number of the last event it stands for
     */
    public record Summary(String item, String covers, int upTo, String text) {}

    /**
     * The turn that sends a reply back.
     *
     * @param raw the reply as it came
     * @param problems what the validator said of it
     */
    public record Repair(String raw, List<String> problems) {
        public Repair {
            problems = List.copyOf(problems);
        }
    }
}
