package dev.signalbox.runtime.model;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.ModelPort;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other models and keeps every reply in a folder: {@code --record}. One that the folder played is there already. A
 * folder that cannot be written is told in the log: the reply was given, and may have cost money.
 */
public final class RecordingModels implements ModelPort {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingModels.class);

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
            keep(call, replied);
        }
        return outcome;
    }

    private void keep(Effect.ModelCall call, ModelOutcome.Replied replied) {
        try {
            RecordedReply known = folder.get().find(call);
            if (known == null || !known.text().equals(replied.text())) {
                folder.record(call, replied);
            }
        } catch (Problem unwritable) {
            LOG.warn("A reply was not recorded: {}", unwritable.getMessage());
        }
    }
}
