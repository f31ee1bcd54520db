package dev.signalbox.core.effect;

import java.util.List;

/** A message of a model call: {@code system}, {@code user} or {@code assistant}, in parts that say which item each came from. */
public record Message(Role role, List<Part> parts) {
    public Message {
        parts = List.copyOf(parts);
    }

    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /**
     * @param item the context item it came from; empty for the prompt's own words
     * @param stable belongs to the cacheable prefix
     */
    public record Part(String item, String text, boolean stable) {}

    /** The whole text as it is sent. */
    public String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
