package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Messages as the conventions for generative AI write them in a span's attributes: JSON texts. */
final class MessageContent {
    private MessageContent() {}

    static String instructions(List<Message> messages) {
        List<Object> parts = new ArrayList<>();
        for (Message message : messages) {
            if (message.role() == Message.Role.SYSTEM) {
                parts.add(text(message.text()));
            }
        }
        return JsonText.write(parts);
    }

    static String input(List<Message> messages) {
        List<Object> told = new ArrayList<>();
        for (Message message : messages) {
            if (message.role() != Message.Role.SYSTEM) {
                String role = message.role().name().toLowerCase(Locale.ROOT);
                told.add(Map.of("role", role, "parts", List.of(text(message.text()))));
            }
        }
        return JsonText.write(told);
    }

    static String output(String reply) {
        return JsonText.write(
                List.of(Map.of("role", "assistant", "parts", List.of(text(reply)), "finish_reason", "stop")));
    }

    private static Map<String, Object> text(String content) {
        return Map.of("type", "text", "content", content);
    }
}
