package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.media.Media;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a model call the bytes of the pictures and documents that its flow pins. They stand in the bundle, once for all runs, and
 * only here in the call: the effect that is stored knows them by their hash.
 */
public final class PinnedMedia {
    private PinnedMedia() {}

    public static Effect.ModelCall with(Effect.ModelCall call, CheckedFlow flow) {
        Map<String, String> bytes = new HashMap<>(call.media());
        for (Message message : call.messages()) {
            for (Media media : message.media()) {
                String pinned = flow.media(media.sha256());
                if (pinned != null) {
                    bytes.putIfAbsent(media.sha256(), pinned);
                }
            }
        }
        return bytes.size() == call.media().size()
                ? call
                : new Effect.ModelCall(
                        call.step(),
                        call.flow(),
                        call.attempt(),
                        call.model(),
                        call.messages(),
                        call.schema(),
                        call.question(),
                        call.temperature(),
                        call.maxOutput(),
                        call.timeout(),
                        call.reservedTokens(),
                        bytes);
    }
}
