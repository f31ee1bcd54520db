package dev.signalbox.runtime.port;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import java.util.Map;

/** Asks a model once. Called on a virtual thread and stopped by interrupting it. */
public interface ModelPort {
    /** @param models the models of the run's bundle, the asked one and its fallbacks among them */
    ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> models) throws InterruptedException;
}
