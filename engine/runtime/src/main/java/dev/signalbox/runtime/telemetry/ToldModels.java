package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.Telemetry;
import java.util.Map;

/** Asks models through another port, and tells when each call leaves and what became of it, fallbacks included. */
public record ToldModels(ModelPort port, Telemetry telemetry) implements ModelPort {
    @Override
    public ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> models) throws InterruptedException {
        try (Telemetry.Watch<ModelOutcome> watch = telemetry.asking(call, models.get(call.model()))) {
            ModelOutcome outcome = port.ask(call, models);
            watch.outcome(outcome);
            return outcome;
        }
    }
}
