package dev.signalbox.core.decide;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.value.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same: SHA-256 over the canonical JSON of action, arguments and rendered target; of model and
 * question; of a child run's flow and input. Never the idempotency key, which is each run's own.
 */
final class Requests {
    private Requests() {}

    /** Null for an effect that nobody answers. */
    static @Nullable String of(Effect effect) {
        return switch (effect) {
            case Effect.ActionCall call -> call(call.action().value(), call.args(), Targets.json(call.target()));
            case Effect.ModelCall call -> question(call.model().value(), call.question());
            case Effect.ChildRun child -> child(child.flow().value(), child.input());
            case Effect.CancelChild cancel -> null;
            case Effect.Abandon abandon -> null;
        };
    }

    static String of(Event.CallRequested asked) {
        return call(asked.action().value(), asked.args(), Targets.json(asked.target()));
    }

    static String of(Event.ModelRequested asked) {
        return question(asked.model().value(), asked.question());
    }

    static String of(Event.ChildRequested asked) {
        return child(asked.flow().value(), asked.input());
    }

    private static String call(String action, Map<String, Object> args, Map<String, Object> target) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("action", action);
        asked.put("args", args);
        asked.put("target", target);
        return CanonicalJson.sha256(asked);
    }

    private static String question(String model, String question) {
        return CanonicalJson.sha256(Map.of("model", model, "question", question));
    }

    private static String child(String flow, Map<String, Object> input) {
        return CanonicalJson.sha256(Map.of("flow", flow, "input", input));
    }
}
