package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.verb.MediaTaken;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.ModelPort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model that a call names, through its provider. When the way to it fails (time-out, lost connection, 408, 429,
 * 5xx) its {@code fallback} is asked at once, in order; the outcome is the first one's failure when none answers. It
 * retries nothing: that is the flow's to say. Safe to share between threads.
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
        Set<ModelName> asked = new LinkedHashSet<>();
        Deque<ModelName> next = new ArrayDeque<>();
        next.add(call.model());
        ModelOutcome.Failed first = null;
        while (!next.isEmpty()) {
            ModelName name = next.removeFirst();
            Workspace.Model model = models.get(name);
            if (!asked.add(name) || (model == null && first != null)) {
                continue;
            }
            ModelOutcome outcome = one(call, name, model, models);
            if (!(outcome instanceof ModelOutcome.Failed failed)) {
                return outcome;
            }
            first = first == null ? failed : first;
            if (model == null || !lostOnTheWay(failed.kind())) {
                return first.equals(failed) ? failed : after(first, name, failed);
            }
            next.addAll(model.fallback());
        }
        return java.util.Objects.requireNonNull(first);
    }

    private ModelOutcome one(
            Effect.ModelCall call,
            ModelName name,
            Workspace.@Nullable Model model,
            Map<ModelName, Workspace.Model> models)
            throws InterruptedException {
        if (providers == null) {
            return recorded.ask(call, models);
        }
        if (model == null) {
            return new ModelOutcome.Failed("config", "The workspace has no model `" + name + "`.", null);
        }
        String refusal = MediaTaken.refusal(models, name, call.messages());
        if (refusal != null) {
            return new ModelOutcome.Failed("config", refusal, null);
        }
        return switch (model.provider()) {
            case RECORDED -> recorded.ask(call, models);
            case PERSON -> new ModelOutcome.NeedsPerson("`" + name + "` is played by a person");
            case OPENAI, ANTHROPIC -> providers.ask(call, model);
        };
    }

    private static ModelOutcome after(ModelOutcome.Failed first, ModelName fallback, ModelOutcome.Failed then) {
        return new ModelOutcome.Failed(
                first.kind(),
                first.message() + " Its fallback `" + fallback + "` failed too: " + then.message(),
                first.retryAfter());
    }

    /** Whether another model may do better: the question never arrived, or the server had no time for it. */
    private static boolean lostOnTheWay(String kind) {
        return switch (kind) {
            case "timeout", "connection", "http.408", "http.429" -> true;
            default -> kind.startsWith("http.5");
        };
    }
}
