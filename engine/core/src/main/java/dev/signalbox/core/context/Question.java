package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.value.CanonicalJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The identity of a question: what a recorded reply is matched on. */
public final class Question {
    private Question() {}

    /**
     * SHA-256 over roles, texts and schema, and of pictures and documents over the hash of their bytes; in lower-case hex. How
     * a text is divided into parts does not matter.
     */
    public static String hash(List<Message> messages, Object schema) {
        List<Object> said = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> one = new HashMap<>();
            one.put("role", message.role().name().toLowerCase(Locale.ROOT));
            one.put("text", message.text());
            List<String> media = message.media().stream().map(Media::sha256).toList();
            if (!media.isEmpty()) {
                one.put("media", media);
            }
            said.add(one);
        }
        return CanonicalJson.sha256(Map.of("messages", said, "schema", schema));
    }
}
