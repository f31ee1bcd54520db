package dev.signalbox.testkit.run;

import dev.signalbox.core.effect.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model's messages as lines for a person. */
final class Messages {
    private Messages() {}

    static List<String> lines(List<Message> messages) {
        List<String> lines = new ArrayList<>();
        for (Message message : messages) {
            add(message.role().name().toLowerCase(Locale.ROOT), message.text(), lines);
        }
        return lines;
    }

    /** Of messages as recorded replies keep them. */
    static List<String> spelled(List<Map<String, Object>> messages) {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> message : messages) {
            add(String.valueOf(message.get("role")), String.valueOf(message.get("text")), lines);
        }
        return lines;
    }

    private static void add(String role, String text, List<String> lines) {
        lines.add(role + ":");
        text.stripTrailing().lines().forEach(line -> lines.add("  " + line));
    }
}
