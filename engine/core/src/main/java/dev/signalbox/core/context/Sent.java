package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the last question of a state to a model looked like from its front: enough to say how much of the next one a
 * provider may have in its cache, and which part differs first.
 *
 * @param marks one for the schema, which providers put in front, and one for each part of the messages
 */
public record Sent(Instant at, List<Mark> marks) {
    static final String SCHEMA = "(schema)";

    /** Enough digits that two parts of one prompt are not taken for each other. */
    private static final int DIGITS = 16;

    public Sent {
        marks = List.copyOf(marks);
    }

    /** @param item the context item, {@code (schema)}, or empty for the prompt's own words */
    public record Mark(String item, String hash) {}

    public static Sent of(Instant at, Object schema, List<Message> messages) {
        List<Mark> marks = new ArrayList<>();
        marks.add(schema(schema));
        for (Message message : messages) {
            for (Message.Part part : message.parts()) {
                marks.add(mark(message, part));
            }
        }
        return new Sent(at, marks);
    }

    static Mark schema(Object schema) {
        return new Mark(SCHEMA, CanonicalJson.sha256(schema).substring(0, DIGITS));
    }

    static Mark mark(Message message, Message.Part part) {
        String hash = CanonicalJson.sha256(List.of(message.role().name(), part.text()));
        return new Mark(part.item(), hash.substring(0, DIGITS));
    }
}
