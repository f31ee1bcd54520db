package dev.signalbox.runtime.model;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells Anthropic up to where a question begins as earlier ones did: {@code cache_control} at the end of the system
 * prompt's stable part, and, when everything before is stable, at the end of the stable part of the last message that has
 * one. A block that goes on after it is split there. Two marks of the four that Anthropic takes. Langchain4j marks whole
 * messages only, so the request's JSON is rewritten.
 *
 * @param system letters of the system prompt's stable part; null when the whole of it is stable
 * @param message the place among the messages that are no system prompt; -1 for no mark there
 * @param letters of that message's stable part
 */
record CachePoints(@Nullable Integer system, int message, int letters) {
    private static final Map<String, Object> EPHEMERAL = Map.of("type", "ephemeral");

    static CachePoints of(List<Message> messages) {
        Integer system = null;
        int place = -1;
        int last = -1;
        int letters = 0;
        for (Message message : messages) {
            int stable = stable(message);
            boolean whole = message.parts().stream().allMatch(Message.Part::stable);
            if (message.role() == Message.Role.SYSTEM) {
                system = whole ? null : Integer.valueOf(stable);
            } else {
                place++;
                if (stable > 0) {
                    last = place;
                    letters = stable;
                }
            }
            if (!whole) {
                break;
            }
        }
        return new CachePoints(system, last, letters);
    }

    private static int stable(Message message) {
        int letters = 0;
        for (Message.Part part : message.parts()) {
            if (!part.stable()) {
                break;
            }
            // A picture is a block of its own, which has no letters: what stands after it carries the mark.
            letters += part.media() == null ? part.text().length() : 0;
        }
        return letters;
    }

    /** The request with its marks; a request of another form stays as it is. */
    String mark(String request) {
        Map<String, Object> body = new LinkedHashMap<>(Json.object(JsonText.parse(request)));
        if (body.get("system") instanceof List<?> blocks) {
            body.put("system", marked(blocks, system == null ? Integer.MAX_VALUE : system));
        }
        if (message >= 0 && body.get("messages") instanceof List<?> messages && message < messages.size()) {
            List<Object> all = new ArrayList<>(messages);
            Map<String, Object> at = new LinkedHashMap<>(Json.object(Objects.requireNonNull(all.get(message))));
            if (at.get("content") instanceof List<?> blocks) {
                at.put("content", marked(blocks, letters));
                all.set(message, at);
                body.put("messages", all);
            }
        }
        return JsonText.write(body);
    }

    /** @param most letters before the mark; more than there are mark the last block */
    private static List<Object> marked(List<?> blocks, int most) {
        List<Object> to = new ArrayList<>();
        int left = most;
        int mark = -1;
        for (Object each : blocks) {
            Map<String, Object> block = Json.object(each);
            String text = block.get("text") instanceof String words ? words : null;
            if (text != null && left > 0 && text.length() > left && splits(text, left)) {
                to.add(with(block, text.substring(0, left)));
                mark = to.size() - 1;
                to.add(with(block, text.substring(left)));
                left = 0;
                continue;
            }
            to.add(block);
            if (left > 0 && (text == null || text.length() <= left)) {
                mark = to.size() - 1;
                left -= text == null ? 0 : text.length();
            } else {
                left = 0;
            }
        }
        if (mark >= 0) {
            Map<String, Object> block = new LinkedHashMap<>(Json.object(to.get(mark)));
            block.put("cache_control", EPHEMERAL);
            to.set(mark, block);
        }
        return to;
    }

    /** A block of blanks is refused, and a letter of two halves is not one. */
    private static boolean splits(String text, int at) {
        return !text.substring(0, at).isBlank()
                && !text.substring(at).isBlank()
                && !Character.isLowSurrogate(text.charAt(at));
    }

    private static Map<String, Object> with(Map<String, Object> block, String text) {
        Map<String, Object> to = new LinkedHashMap<>(block);
        to.put("text", text);
        return to;
    }
}
