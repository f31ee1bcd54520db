package dev.signalbox.runtime.model;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One reply as it is kept in a file.
 *
 * @param question what it answers: {@code Effect.ModelCall.question}
 * @param reply the text as the model gave it, or any JSON value
 * @param messages {@code {role, text}} each, for showing what changed; may be empty
 */
public record RecordedReply(
        String flow,
        String state,
        String question,
        Object reply,
        long inputTokens,
        long outputTokens,
        List<Map<String, Object>> messages) {
    public RecordedReply {
        messages = List.copyOf(messages);
    }

    /** What is played. */
    public String text() {
        return reply instanceof String text ? text : JsonText.write(reply);
    }

    /** Messages in the form they are kept in. */
    public static List<Map<String, Object>> spelled(List<Message> messages) {
        return messages.stream().map(RecordedReply::spelled).toList();
    }

    private static Map<String, Object> spelled(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", message.role().name().toLowerCase(Locale.ROOT));
        fields.put("text", message.text());
        return fields;
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("flow", flow);
        fields.put("state", state);
        fields.put("question", question);
        fields.put("reply", reply);
        // In an order of its own: Map.of would have another in another process, and a file that is made again must not
        // differ.
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("input", inputTokens);
        tokens.put("output", outputTokens);
        fields.put("tokens", tokens);
        if (!messages.isEmpty()) {
            fields.put("messages", messages);
        }
        return fields;
    }
}
