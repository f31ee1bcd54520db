package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.verb.MediaTaken;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.ModelPort;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model that a call names, once, through its provider. Whether it is asked again, or a fallback in its place, is
 * decided by the run, where each of them is an event of its own. Safe to share between threads.
 */
public final class Models implements ModelPort {
    private final RecordedModels recorded;
    private final @Nullable LangchainModels providers;

    private Models(RecordedModels recorded, @Nullable LangchainModels providers) {
        this.recorded = recorded;
        this.providers = providers;
    }

    /**
     * Every provider.
     *
     * @param secrets the workspace's declared secrets, with the hosts each may be sent to; read at each use
     */
    public static Models of(
            Environment environment, Supplier<Map<String, Workspace.Secret>> secrets, Supplier<ReplyBook> replies) {
        return new Models(new RecordedModels(replies), new LangchainModels(environment, secrets));
    }

    /** Whatever the workspace says, every model plays recorded replies: {@code --models recorded}. */
    public static Models recorded(Supplier<ReplyBook> replies) {
        return new Models(new RecordedModels(replies), null);
    }

    @Override
    public ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> models) throws InterruptedException {
        if (providers == null) {
            return recorded.ask(call, models);
        }
        Workspace.Model model = models.get(call.model());
        if (model == null) {
            return new ModelOutcome.Failed("config", "The workspace has no model `" + call.model() + "`.", null);
        }
        String refusal = MediaTaken.refusal(models, call.model(), call.messages());
        if (refusal != null) {
            return new ModelOutcome.Failed("config", refusal, null);
        }
        return switch (model.provider()) {
            case RECORDED -> recorded.ask(call, models);
            case PERSON -> new ModelOutcome.NeedsPerson("`" + call.model() + "` is played by a person");
            case OPENAI, ANTHROPIC -> providers.ask(call, model);
        };
    }
}
