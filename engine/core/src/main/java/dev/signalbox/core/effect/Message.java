package dev.signalbox.core.effect;

import dev.signalbox.dsl.media.Media;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
     * @param text as it is sent; of a picture or document, what people are shown in its place
     * @param stable belongs to the cacheable prefix
     * @param media the picture or document that stands here, by its hash; null for text
     */
    public record Part(
            String item,
            String text,
            boolean stable,
            @Nullable Media media) {
        public Part(String item, String text, boolean stable) {
            this(item, text, stable, null);
        }

        public static Part of(String item, Media media, boolean stable) {
            return new Part(item, media.words(), stable, media);
        }
    }

    /** Its pictures and documents, in order. */
    public List<Media> media() {
        return parts.stream().map(Part::media).filter(Objects::nonNull).toList();
    }

    /** The whole text as it is sent, with words in the place of each picture and document. */
    public String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
