package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The identity of a question: what a recorded reply is matched on. */
public final class Question {
    private Question() {}

    /** SHA-256 over roles, texts and schema, in lower-case hex. How a text is divided into parts does not matter. */
    public static String hash(List<Message> messages, Object schema) {
        List<Object> said = new ArrayList<>();
        for (Message message : messages) {
            said.add(Map.of("role", message.role().name().toLowerCase(Locale.ROOT), "text", message.text()));
        }
        return CanonicalJson.sha256(Map.of("messages", said, "schema", schema));
    }
}
