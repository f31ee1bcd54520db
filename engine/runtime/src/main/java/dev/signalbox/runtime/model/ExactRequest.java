package dev.signalbox.runtime.model;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question as it reaches a model, and where in its run it is asked. What reaches nobody is no part of it: not the flow's other
 * states, not a model's name in the workspace, not how often a lost call is tried.
 *
 * @param question over messages and schema
 * @param model as {@link RecordedReply.Asked} has it; null where no provider is asked, so that any model's reply is as good
 */
public record ExactRequest(
        String flow,
        String state,
        int visit,
        String slot,
        String question,
        @Nullable String model,
        @Nullable Double temperature,
        @Nullable Integer maxOutput) {

    public static ExactRequest of(Effect.ModelCall call, Map<ModelName, Workspace.Model> known) {
        return new ExactRequest(
                call.flow().value(),
                call.step().state().value(),
                call.step().visit(),
                call.step().slot(),
                call.question(),
                model(known.get(call.model())),
                call.temperature(),
                call.maxOutput());
    }

    private static @Nullable String model(Workspace.@Nullable Model model) {
        if (model == null) {
            return null;
        }
        return switch (model.provider()) {
            case OPENAI, ANTHROPIC ->
                model.provider().name().toLowerCase(Locale.ROOT) + " "
                        + (model.model() == null ? model.name().value() : model.model());
            case RECORDED, PERSON -> null;
        };
    }

    /** Whether that was the reply to this very request. */
    public boolean is(RecordedReply reply) {
        RecordedReply.Asked asked = reply.asked();
        return reply.flow().equals(flow)
                && reply.state().equals(state)
                && reply.question().equals(question)
                && (asked == null || (here(asked) && same(asked)));
    }

    private boolean here(RecordedReply.Asked asked) {
        return asked.visit() == visit && asked.slot().equals(slot);
    }

    private boolean same(RecordedReply.Asked asked) {
        return model == null
                || (asked.model().equals(model)
                        && Objects.equals(asked.temperature(), temperature)
                        && Objects.equals(asked.maxOutput(), maxOutput));
    }
}
