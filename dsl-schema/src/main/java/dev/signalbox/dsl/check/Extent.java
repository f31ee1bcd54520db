package dev.signalbox.dsl.check;

import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most characters a value of a schema takes as JSON: an upper bound, or none. Fields that an object does not declare are
 * not counted: what is loaded of an order is what its schema says.
 */
final class Extent {
    private static final long NUMBER = 24;
    private static final long FORMATTED = 64;
    private static final int DEEP = 16;

    private final Map<String, Object> definitions;

    private Extent(Object root) {
        definitions = root instanceof Map<?, ?> map && map.get("$defs") instanceof Map<?, ?> defs
                ? Json.object(defs)
                : Map.of();
    }

    /** Null when nothing bounds it. */
    static @Nullable Long of(Schema schema) {
        return new Extent(schema.json()).of(schema.json(), 0);
    }

    private @Nullable Long of(@Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?>) || depth > DEEP) {
            return null;
        }
        Map<String, Object> json = Json.object(schema);
        if (json.get("enum") instanceof List<?> members) {
            return members.stream()
                    .mapToLong(member -> String.valueOf(member).length() + 2L)
                    .max()
                    .orElse(2);
        }
        if (json.containsKey("const")) {
            return String.valueOf(json.get("const")).length() + 2L;
        }
        if (json.get("$ref") instanceof String ref) {
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            return of(definitions.get(name), depth + 1);
        }
        for (String union : List.of("oneOf", "anyOf")) {
            if (json.get(union) instanceof List<?> members) {
                return largest(members, depth);
            }
        }
        return json.get("type") instanceof List<?> types
                ? largest(types.stream().map(type -> with(json, type)).toList(), depth)
                : typed(json, String.valueOf(json.get("type")), depth);
    }

    private static Map<String, Object> with(Map<String, Object> json, Object type) {
        Map<String, Object> one = new java.util.LinkedHashMap<>(json);
        one.put("type", type);
        return one;
    }

    private @Nullable Long typed(Map<String, Object> json, String type, int depth) {
        return switch (type) {
            case "null", "boolean" -> 5L;
            case "integer", "number" -> NUMBER;
            case "string" -> json.get("maxLength") instanceof Long most ? most + 2 : format(json);
            case "array" -> list(json, depth);
            case "object" -> object(json, depth);
            default -> null;
        };
    }

    private static @Nullable Long format(Map<String, Object> json) {
        return switch (String.valueOf(json.get("format"))) {
            case "date", "time", "date-time", "uuid", "ipv4", "ipv6", "duration" -> FORMATTED;
            default -> null;
        };
    }

    private @Nullable Long list(Map<String, Object> json, int depth) {
        if (!(json.get("maxItems") instanceof Long most)) {
            return null;
        }
        Long item = of(json.get("items"), depth + 1);
        return item == null ? null : 2 + most * (item + 2);
    }

    private @Nullable Long object(Map<String, Object> json, int depth) {
        if (!(json.get("properties") instanceof Map<?, ?> properties)) {
            return null;
        }
        long sum = 2;
        for (Map.Entry<String, Object> field : Json.object(properties).entrySet()) {
            Long extent = of(field.getValue(), depth + 1);
            if (extent == null) {
                return null;
            }
            sum += field.getKey().length() + 4 + extent;
        }
        return sum;
    }

    private @Nullable Long largest(List<?> members, int depth) {
        long most = 0;
        for (Object member : members) {
            Long extent = of(member, depth + 1);
            if (extent == null) {
                return null;
            }
            most = Math.max(most, extent);
        }
        return most;
    }
}
