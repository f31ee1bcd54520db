package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.Context;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One typed question to a model.
 *
 * @param output the reply's schema: the {@code output} key, else the union that {@code choose} spells, else the schema of
 *     the state's {@code save}; null when the file gives none (R604)
 * @param choose the union's members in order; empty without {@code choose}
 * @param among a list the flow computes; the reply must be one of it; null without
 * @param repair how often a reply that does not fit is sent back
 * @param temperature null leaves it to the provider
 * @param maxOutput most tokens of one reply; null leaves it to the model's own
 */
public record LlmVerb(
        ModelName model,
        Place modelPlace,
        @Nullable Prompt system,
        @Nullable Prompt prompt,
        Context context,
        List<Example> examples,
        @Nullable Schema output,
        List<Choice> choose,
        @Nullable Expr among,
        int repair,
        @Nullable Double temperature,
        @Nullable Integer maxOutput)
        implements Verb, StepVerb {
    public LlmVerb {
        examples = List.copyOf(examples);
        choose = List.copyOf(choose);
    }

    /** A question and its right answer, shown to the model before the real one. */
    public record Example(String input, Object output, Place place) {}
}
