package dev.signalbox.store.sql;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * JSON bodies whose long values are kept apart, once for each content: {@code {"$blob": SHA-256}} stands for one. An
 * object of a user's own that looks so gets one {@code $} more, and loses it when it is read.
 */
final class Bodies {
    private static final String MARK = "$blob";

    /** Under it a reference, its row and its use cost about what they save. */
    private static final int PART_LIMIT = 1024;

    /** By hash, what the bodies written through this refer to. */
    private final Map<String, String> blobs = new LinkedHashMap<>();

    Map<String, String> blobs() {
        return blobs;
    }

    /** The body of a value; long values among its parts, not itself, are set apart. */
    String write(Object value) {
        return write(LogText.write(value), () -> value);
    }

    /** The same, of a value whose text is at hand: asked for only when something in it may have to be set apart. */
    String write(String text, Supplier<Object> value) {
        if (!isLong(text) && !refersToBlobs(text) && !hasLongParts(text)) {
            return text;
        }
        return LogText.write(children(value.get()));
    }

    /** Reads what {@link #write} wrote. {@code fetch} gives a blob's text by its hash. */
    static Object read(String body, UnaryOperator<String> fetch) {
        Object value = LogText.parse(body);
        return refersToBlobs(body) ? restore(value, fetch) : value;
    }

    /** Perhaps: a user's own text may look so. */
    static boolean refersToBlobs(String body) {
        return body.contains(MARK + "\"");
    }

    private Object children(Object value) {
        if (value instanceof List<?>) {
            List<Object> list = new ArrayList<>();
            Json.list(value).forEach(item -> list.add(apart(item)));
            return list;
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> object = new LinkedHashMap<>();
            Map<String, Object> from = Json.object(value);
            boolean mistakable = isMarked(from);
            from.forEach((name, item) ->
                    object.put(mistakable ? "$" + name : name, isRepeated(from, name) ? once(item) : apart(item)));
            return object;
        }
        return value;
    }

    private Object apart(Object value) {
        Object small = children(value);
        String text = LogText.write(small);
        return isLong(text) ? blob(text) : small;
    }

    /** What is likely to stand in many bodies is kept once though it is not so long. */
    private Object once(Object value) {
        Object small = children(value);
        String text = LogText.write(small);
        return text.length() > PART_LIMIT ? blob(text) : small;
    }

    private Object blob(String text) {
        String hash = sha256(text);
        blobs.put(hash, text);
        return Map.of(MARK, hash);
    }

    /** The text of a prompt's part, and the schema of a question: the next question of the state has most of them again. */
    private static boolean isRepeated(Map<String, Object> in, String name) {
        return switch (name) {
            case "text" -> in.containsKey("item") && in.containsKey("stable");
            case "schema" -> in.containsKey("messages");
            default -> false;
        };
    }

    /** Perhaps: whether one of them is long is seen when they are taken apart. */
    private static boolean hasLongParts(String body) {
        return body.length() > PART_LIMIT && body.contains("\"messages\":[");
    }

    private static Object restore(Object value, UnaryOperator<String> fetch) {
        if (value instanceof List<?>) {
            List<Object> list = new ArrayList<>();
            Json.list(value).forEach(item -> list.add(restore(item, fetch)));
            return list;
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> object = Json.object(value);
            if (object.size() == 1 && object.get(MARK) instanceof String hash) {
                return restore(LogText.parse(fetch.apply(hash)), fetch);
            }
            boolean marked = isMarked(object);
            Map<String, Object> restored = new LinkedHashMap<>();
            object.forEach((name, item) -> restored.put(marked ? name.substring(1) : name, restore(item, fetch)));
            return restored;
        }
        return value;
    }

    /** A single field named {@code $blob}, or that with more dollars in front. */
    private static boolean isMarked(Map<String, Object> object) {
        if (object.size() != 1) {
            return false;
        }
        String name = object.keySet().iterator().next();
        return name.endsWith(MARK) && name.chars().limit(name.length() - 4L).allMatch(c -> c == '$');
    }

    private static boolean isLong(String text) {
        int limit = RunStore.VALUE_LIMIT;
        return text.length() > limit
                || (text.length() > limit / 3 && text.getBytes(StandardCharsets.UTF_8).length > limit);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new StoreException("This Java has no SHA-256.", e);
        }
    }
}
