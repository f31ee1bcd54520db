package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.ModelPort;
import java.util.Map;

/** Asks other models and keeps every reply in a folder: {@code --record}. */
public final class RecordingModels implements ModelPort {
    private final ModelPort models;
    private final ReplyFolder folder;

    public RecordingModels(ModelPort models, ReplyFolder folder) {
        this.models = models;
        this.folder = folder;
    }

    @Override
    public ModelOutcome ask(Effect.ModelCall call, Map<ModelName, Workspace.Model> of) throws InterruptedException {
        ModelOutcome outcome = models.ask(call, of);
        if (outcome instanceof ModelOutcome.Replied replied) {
            folder.record(call, replied);
        }
        return outcome;
    }
}
