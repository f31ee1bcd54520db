package dev.signalbox.runtime.model;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reply as it is kept in a file.
 *
 * @param question what it answers: {@code Effect.ModelCall.question}
 * @param reply the text as the model gave it, or any JSON value
 * @param messages {@code {role, text}} each, for showing what changed; may be empty
 * @param asked of whom it was asked, and where in its run; null where one reply serves the question wherever it is asked
 */
public record RecordedReply(
        String flow,
        String state,
        String question,
        Object reply,
        long inputTokens,
        long outputTokens,
        List<Map<String, Object>> messages,
        @Nullable Asked asked) {
    public RecordedReply {
        messages = List.copyOf(messages);
    }

    /** One that serves its question wherever it is asked. */
    public RecordedReply(
            String flow,
            String state,
            String question,
            Object reply,
            long inputTokens,
            long outputTokens,
            List<Map<String, Object>> messages) {
        this(flow, state, question, reply, inputTokens, outputTokens, messages, null);
    }

    /**
     * The rest of an exact request.
     *
     * @param slot the branch or the item's index; empty for a state's own question
     * @param model provider and model as the provider knows it, {@code openai gpt-5-mini-2025-08-07}
     * @param schema what the reply had to be, for showing what changed: that it is the same, the question's hash says
     * @param test for which it was asked first; no part of the request
     * @param bundle the hash of what the run pinned; no part of the request
     * @param failed the kind of failure in which the call ended, where a fallback was asked in its place; null for a reply. The
     *     {@code reply} is its message then
     */
    public record Asked(
            int visit,
            String slot,
            String model,
            @Nullable Double temperature,
            @Nullable Integer maxOutput,
            Object schema,
            String test,
            String bundle,
            @Nullable String failed) {}

    /** Whether the call failed. */
    public boolean failed() {
        return asked != null && asked.failed() != null;
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
        if (asked != null) {
            where(asked, fields);
        }
        fields.put("question", question);
        if (asked != null && asked.failed() != null) {
            fields.put("fails", asked.failed());
            fields.put("message", reply);
        } else {
            fields.put("reply", reply);
            // In an order of its own: Map.of would have another in another process, and a file that is made again must
            // not differ.
            Map<String, Object> tokens = new LinkedHashMap<>();
            tokens.put("input", inputTokens);
            tokens.put("output", outputTokens);
            fields.put("tokens", tokens);
        }
        if (!messages.isEmpty()) {
            fields.put("messages", messages);
        }
        if (asked != null) {
            fields.put("schema", asked.schema());
            fields.put("bundle", asked.bundle());
        }
        return fields;
    }

    private static void where(Asked asked, Map<String, Object> fields) {
        fields.put("visit", (long) asked.visit());
        if (!asked.slot().isEmpty()) {
            fields.put("slot", asked.slot());
        }
        fields.put("test", asked.test());
        fields.put("model", asked.model());
        if (asked.temperature() != null) {
            fields.put("temperature", asked.temperature());
        }
        if (asked.maxOutput() != null) {
            fields.put("max_output", (long) asked.maxOutput());
        }
    }
}
