package dev.signalbox.testkit.run;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.test.Reply;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.model.RecordedReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the other side said, made of a scripted reply: the same that a real port would have said. */
public final class Said {
    private static final List<String> OF_ACTIONS = List.of("timeout", "connection", "unknown", "value", "error");
    private static final List<String> OF_MODELS =
            List.of("timeout", "connection", "refused", "cut_off", "empty", "context_length", "config", "error");
    private static final Pattern STATUS = Pattern.compile("http\\.[1-5][0-9]{2}");
    private static final Pattern CODE = Pattern.compile("action\\.[A-Za-z_][A-Za-z0-9_.-]*");

    private Said() {}

    /** Why no action, or no model, fails in that way; null when it can. */
    public static @Nullable String unknownKind(String kind, boolean model) {
        List<String> plain = model ? OF_MODELS : OF_ACTIONS;
        if (plain.contains(kind)
                || STATUS.matcher(kind).matches()
                || (!model && CODE.matcher(kind).matches())) {
            return null;
        }
        String near = Nearest.to(kind, plain);
        return "`fails: " + kind + "` is no way in which " + (model ? "a model" : "an action") + " fails: it is "
                + String.join(", ", plain) + ", http.STATUS" + (model ? "" : " or action.CODE") + "."
                + (near == null ? "" : " Did you mean `" + near + "`?");
    }

    static ActionOutcome action(Effect.ActionCall call, Reply.Outcome outcome) {
        return switch (outcome) {
            case Reply.Outcome.Returns returns -> answered(call, returns.value());
            case Reply.Outcome.Raw raw -> answered(call, raw.value());
            case Reply.Outcome.Fails fails -> failed(call, fails);
            case Reply.Outcome.Nothing nothing -> throw new IllegalStateException("a script without an answer");
        };
    }

    static ActionOutcome answered(Effect.ActionCall call, Object value) {
        Map<String, Object> response = new LinkedHashMap<>();
        if (call.target() instanceof Target.Http) {
            response.put("status", 200L);
            response.put("headers", Map.of());
        }
        response.put("body", value);
        return new ActionOutcome.Answered(value, Json.of(response));
    }

    /**
     * The kind is what the file says, whatever the action's own {@code fails} would make of an answer. After a time-out or a
     * lost connection nobody knows what became of a write.
     */
    private static ActionOutcome failed(Effect.ActionCall call, Reply.Outcome.Fails fails) {
        String kind = fails.kind();
        String message = message(fails);
        boolean lost = kind.equals("timeout") || kind.equals("connection") || kind.equals("unknown");
        if (lost && call.effect() == Action.Effect.WRITE) {
            return new ActionOutcome.Unknown(kind, message);
        }
        return new ActionOutcome.Failed(kind, message, null, null);
    }

    private static String message(Reply.Outcome.Fails fails) {
        String message = fails.message();
        return message == null ? "scripted: " + fails.kind() : message;
    }

    /** @param input the tokens that the question was predicted to have */
    static ModelOutcome model(
            Effect.ModelCall call, Reply.Outcome outcome, long input, Map<ModelName, Workspace.Model> models) {
        return switch (outcome) {
            case Reply.Outcome.Returns returns -> replied(call, JsonText.write(returns.value()), input, models);
            case Reply.Outcome.Raw raw -> replied(call, text(raw.value()), input, models);
            case Reply.Outcome.Fails fails -> new ModelOutcome.Failed(fails.kind(), message(fails), null);
            case Reply.Outcome.Nothing nothing -> throw new IllegalStateException("a script without a reply");
        };
    }

    /** A value as a model would have written it. */
    public static String text(Object value) {
        return value instanceof String text ? text : JsonText.write(value);
    }

    /** What was recorded, priced as the model it came from is: a budget holds in a test as it did when it was recorded. */
    static ModelOutcome recorded(Effect.ModelCall call, RecordedReply reply, Map<ModelName, Workspace.Model> models) {
        RecordedReply.Asked asked = reply.asked();
        if (asked != null && asked.failed() != null) {
            return new ModelOutcome.Failed(asked.failed(), reply.text(), null);
        }
        return new ModelOutcome.Replied(
                reply.text(),
                call.model().value(),
                reply.inputTokens(),
                reply.outputTokens(),
                0,
                cost(models.get(call.model()), reply.inputTokens(), reply.outputTokens()));
    }

    private static double cost(Workspace.@Nullable Model model, long input, long output) {
        Workspace.Price price = model == null ? null : model.price();
        return price == null ? 0 : (input * price.input() + output * price.output()) / 1_000_000;
    }

    /** Counted and priced as the model it stands for would be. */
    static ModelOutcome replied(
            Effect.ModelCall call, String text, long input, Map<ModelName, Workspace.Model> models) {
        Workspace.Model model = models.get(call.model());
        String provider = (model == null ? Workspace.Provider.OPENAI : model.provider()).name();
        long output =
                TokenCounter.forProvider(provider.toLowerCase(Locale.ROOT)).count(text);
        return new ModelOutcome.Replied(text, call.model().value(), input, output, 0, cost(model, input, output));
    }
}
