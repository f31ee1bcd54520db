package dev.signalbox.core.decide.verb;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Workspace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a model takes the pictures and documents of a question. The checker has said so of a flow; this holds at run time. */
public final class MediaTaken {
    private MediaTaken() {}

    /** Why the model must not be asked that; null when it may be. A model that is not there is refused elsewhere. */
    public static @Nullable String refusal(
            Map<ModelName, Workspace.Model> models, ModelName name, List<Message> messages) {
        Workspace.Model model = models.get(name);
        for (Message message : messages) {
            for (Media media : message.media()) {
                if (model != null && !model.takes().contains(media.kind())) {
                    return "Model `" + name + "` is not said to take "
                            + media.kind().words() + ", and the question has one: " + media.words();
                }
            }
        }
        return null;
    }
}
