package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.ModelPort;
import java.util.Map;
import java.util.function.Supplier;

/** Plays recorded replies, at no cost. A question that nobody recorded goes to a person. */
public final class RecordedModels implements ModelPort {
    static final String NOTHING = "no reply is recorded for this question";

    private final Supplier<ReplyBook> book;

    public RecordedModels(Supplier<ReplyBook> book) {
        this.book = book;
    }

    @Override
    public ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> models) {
        RecordedReply reply;
        try {
            reply = book.get().find(call);
        } catch (Problem broken) {
            return new ModelOutcome.NeedsPerson(String.valueOf(broken.getMessage()));
        }
        return reply == null
                ? new ModelOutcome.NeedsPerson(NOTHING)
                : new ModelOutcome.Replied(
                        reply.text(), call.model().value(), reply.inputTokens(), reply.outputTokens(), 0, 0);
    }
}
