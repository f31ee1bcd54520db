package dev.signalbox.runtime.draft;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What somebody who tries a step lets the other side say. */
sealed interface GivenReply {
    Set<String> KEYS =
            Set.of("value", "text", "recorded", "fails", "message", "approve", "reject", "expire", "note", "slots");

    /** A result, a typed reply, an answer, an event's payload. */
    record Value(Object value) implements GivenReply {}

    /** A model's reply as it came. */
    record Text(String text) implements GivenReply {}

    /** The reply that is recorded for this very question. */
    record Recorded() implements GivenReply {}

    record Fails(String kind, String message) implements GivenReply {}

    /** A person approves; what is called then is shown, and not answered. */
    record Approves() implements GivenReply {}

    record Rejects(String note) implements GivenReply {}

    /** The time is up. */
    record Expires() implements GivenReply {}

    /**
     * The replies by slot, {@code ""} for the step itself; one that is not of several counts for every slot there is.
     *
     * @param all null where each slot has its own, or none
     */
    record Replies(@Nullable GivenReply all, Map<String, GivenReply> slots) {
        static final Replies NONE = new Replies(null, Map.of());

        @Nullable
        GivenReply of(String slot) {
            return all != null ? all : slots.get(slot);
        }

        boolean given() {
            return all != null || !slots.isEmpty();
        }
    }

    /** Refuses unknown keys, and more than one reply at once. */
    static Replies read(@Nullable Map<String, Object> written) {
        if (written == null || written.isEmpty()) {
            return Replies.NONE;
        }
        if (!written.containsKey("slots")) {
            return new Replies(one(written), Map.of());
        }
        if (written.size() > 1 || !(written.get("slots") instanceof Map<?, ?>)) {
            throw wrong("`slots` stands alone and is an object with a reply for each slot");
        }
        Map<String, GivenReply> slots = new LinkedHashMap<>();
        Json.object(written.get("slots")).forEach((slot, reply) -> {
            if (!(reply instanceof Map<?, ?>)) {
                throw wrong("the reply of the slot `" + slot + "` is no object");
            }
            slots.put(slot, one(Json.object(reply)));
        });
        return new Replies(null, slots);
    }

    private static GivenReply one(Map<String, Object> written) {
        Set<String> kinds = new TreeSet<>(written.keySet());
        kinds.removeAll(Set.of("message", "note"));
        if (!KEYS.containsAll(kinds) || kinds.size() != 1) {
            throw wrong("a reply has one of value, text, recorded, fails, approve, reject and expire, not "
                    + (kinds.isEmpty() ? "none of them" : String.join(" and ", kinds)));
        }
        String kind = kinds.iterator().next();
        return switch (kind) {
            case "value" -> new Value(written.getOrDefault("value", Json.NULL));
            case "text" -> new Text(text(written, "text"));
            case "recorded" -> new Recorded();
            case "fails" ->
                new Fails(text(written, "fails"), String.valueOf(written.getOrDefault("message", "as the trial says")));
            case "approve" -> new Approves();
            case "reject" -> new Rejects(String.valueOf(written.getOrDefault("note", "rejected on trial")));
            case "expire" -> new Expires();
            default -> throw wrong("`slots` is not one of several");
        };
    }

    private static String text(Map<String, Object> written, String key) {
        if (written.get(key) instanceof String text) {
            return text;
        }
        throw wrong("`" + key + "` is a text");
    }

    private static Problem wrong(String why) {
        return new Problem(Problem.Kind.BAD_REQUEST, "The reply cannot be read: " + why + ".");
    }
}
