package dev.signalbox.console.wire;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

/** Reads what a caller sent, or says in one sentence what is wrong with it. */
public final class Request {
    private Request() {}

    /** The body as JSON. Refuses an empty or malformed one, and any other content type, as a bad request. */
    public static Object body(Context ctx) {
        String type = ctx.header("Content-Type");
        if (type != null && !type.startsWith("application/json")) {
            throw bad("The body must be JSON (`Content-Type: application/json`), not " + type + ".");
        }
        String text = text(ctx);
        if (text.isBlank()) {
            throw bad("The body is empty; it must be a JSON value.");
        }
        try {
            return Wire.value(Wire.MAPPER.readTree(text));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            // The mapper's own words name its classes; all that it refuses itself is a second value.
            String why = e instanceof DatabindException
                    ? "something follows its first value"
                    : e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
            throw bad("The body is not JSON: " + why
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    /** The body as an object with no other keys than these. */
    public static Map<String, Object> object(Context ctx, String... known) {
        if (!(body(ctx) instanceof Map<?, ?> map)) {
            throw bad("The body must be a JSON object.");
        }
        Map<String, Object> object = Json.object(map);
        Set<String> unknown = new TreeSet<>(object.keySet());
        Set.of(known).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw bad("Unknown key `" + unknown.iterator().next() + "` in the body; known are "
                    + String.join(", ", known) + ".");
        }
        return object;
    }

    /** The same, where a body may be left out. */
    public static Map<String, Object> optionalObject(Context ctx, String... known) {
        return text(ctx).isBlank() ? Map.of() : object(ctx, known);
    }

    /** JSON is UTF-8, whatever charset a header claims; the server's own way to read throws at one that does not exist. */
    private static String text(Context ctx) {
        return new String(ctx.bodyAsBytes(), StandardCharsets.UTF_8);
    }

    public static @Nullable String string(Map<String, Object> object, String key) {
        Object value = object.get(key);
        if (value == null || Json.isNull(value)) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw bad("`" + key + "` must be a string.");
    }

    public static String required(Map<String, Object> object, String key) {
        String value = string(object, key);
        if (value == null || value.isEmpty()) {
            throw bad("`" + key + "` is missing.");
        }
        return value;
    }

    /** Left out it is false. */
    public static boolean flag(Map<String, Object> object, String key) {
        Object value = object.get(key);
        if (value == null || Json.isNull(value)) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw bad("`" + key + "` must be true or false.");
    }

    public static @Nullable Map<String, Object> map(Map<String, Object> object, String key) {
        Object value = object.get(key);
        if (value == null || Json.isNull(value)) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return Json.object(map);
        }
        throw bad("`" + key + "` must be an object.");
    }

    /** A query parameter; empty counts as left out. */
    public static @Nullable String query(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** A whole number between {@code least} and {@code most}. */
    public static long number(Context ctx, String name, long otherwise, long least, long most) {
        String text = query(ctx, name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw bad("`" + name + "` must be a whole number from " + least + " to " + most + ", not `" + text + "`.");
    }

    public static Problem bad(String sentence) {
        return new Problem(Problem.Kind.BAD_REQUEST, sentence);
    }
}
