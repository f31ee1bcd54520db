package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether one schema accepts everything that another does, as far as their keywords tell. A {@code false} may be wrong where
 * it takes more than comparing keyword with keyword to see it; a {@code true} is not, but for a {@code oneOf} whose members
 * overlap. Works on {@link SchemaForm}s.
 */
final class Containment {
    private static final Set<String> LOWER =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    private Containment() {}

    /** Whether every value of {@code narrow} is one of {@code wide}. */
    static boolean holds(@Nullable Object wide, @Nullable Object narrow) {
        if (wide == null || Boolean.TRUE.equals(wide) || wide.equals(narrow) || Boolean.FALSE.equals(narrow)) {
            return true;
        }
        if (!(wide instanceof Map<?, ?> outer) || !(narrow instanceof Map<?, ?> inner)) {
            return wide instanceof Map<?, ?> all && all.isEmpty();
        }
        return holds(Json.object(outer), Json.object(inner));
    }

    private static boolean holds(Map<String, Object> wide, Map<String, Object> narrow) {
        for (String union : List.of("oneOf", "anyOf")) {
            if (narrow.get(union) instanceof List<?> members && alone(narrow, union)) {
                return members.stream().allMatch(member -> holds(wide, member));
            }
            if (wide.get(union) instanceof List<?> members && alone(wide, union)) {
                return members.stream().anyMatch(member -> holds(member, narrow));
            }
        }
        return wide.keySet().stream().allMatch(key -> keyword(key, wide, narrow));
    }

    private static boolean alone(Map<String, Object> schema, String union) {
        return schema.keySet().stream().allMatch(key -> key.equals(union) || isNote(key));
    }

    private static boolean isNote(String key) {
        return Set.of("title", "description", "$comment", "examples", "default", "contentEncoding", "contentMediaType")
                .contains(key);
    }

    private static boolean keyword(String key, Map<String, Object> wide, Map<String, Object> narrow) {
        Object asked = wide.get(key);
        Object given = narrow.get(key);
        if (asked == null || asked.equals(given) || isNote(key)) {
            return true;
        }
        if (LOWER.contains(key) || UPPER.contains(key)) {
            return given instanceof Number n
                    && asked instanceof Number m
                    && (LOWER.contains(key) ? n.doubleValue() >= m.doubleValue() : n.doubleValue() <= m.doubleValue());
        }
        return switch (key) {
            case "type" -> types(narrow).map(its -> covers(names(asked), its)).orElse(false);
            case "enum", "const" ->
                values(narrow)
                        .map(its -> values(wide).orElse(Set.of()).containsAll(its))
                        .orElse(false);
            case "required" ->
                given instanceof List<?> mine && asked instanceof List<?> theirs && mine.containsAll(theirs);
            case "properties" -> properties(wide, narrow);
            case "additionalProperties" -> rest(wide, narrow);
            case "items" -> given != null && holds(asked, given);
            default -> false;
        };
    }

    private static boolean properties(Map<String, Object> wide, Map<String, Object> narrow) {
        Map<String, Object> given = fields(narrow);
        Object others = narrow.getOrDefault("additionalProperties", true);
        return fields(wide).entrySet().stream()
                .allMatch(field -> holds(field.getValue(), given.getOrDefault(field.getKey(), others)));
    }

    /** Fields that only the inner one declares, and what it lets in beside them, have to fit the outer one's rest. */
    private static boolean rest(Map<String, Object> wide, Map<String, Object> narrow) {
        Object rest = wide.get("additionalProperties");
        Set<String> extra = new LinkedHashSet<>(fields(narrow).keySet());
        extra.removeAll(fields(wide).keySet());
        return extra.stream().allMatch(name -> holds(rest, fields(narrow).get(name)))
                && holds(rest, narrow.getOrDefault("additionalProperties", true));
    }

    static Map<String, Object> fields(Map<String, Object> schema) {
        return schema.get("properties") instanceof Map<?, ?> map ? Json.object(map) : Map.of();
    }

    private static java.util.Optional<Set<String>> types(Map<String, Object> schema) {
        if (schema.get("type") != null) {
            return java.util.Optional.of(names(schema.get("type")));
        }
        return values(schema).map(values -> {
            Set<String> types = new LinkedHashSet<>();
            values.forEach(value -> types.add(type(value)));
            return types;
        });
    }

    private static String type(Object value) {
        return switch (value) {
            case String text -> "string";
            case Boolean bool -> "boolean";
            case Long number -> "integer";
            case Number number -> "number";
            case List<?> list -> "array";
            case Map<?, ?> map -> "object";
            default -> "null";
        };
    }

    private static Set<String> names(@Nullable Object type) {
        Set<String> names = new LinkedHashSet<>();
        if (type instanceof List<?> list) {
            list.forEach(name -> names.add(String.valueOf(name)));
        } else if (type != null) {
            names.add(String.valueOf(type));
        }
        return names;
    }

    private static boolean covers(Set<String> wide, Set<String> narrow) {
        return narrow.stream()
                .allMatch(type -> wide.contains(type) || (type.equals("integer") && wide.contains("number")));
    }

    private static java.util.Optional<Set<Object>> values(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> list) {
            return java.util.Optional.of(new LinkedHashSet<>(list));
        }
        return schema.containsKey("const")
                ? java.util.Optional.of(Set.of(schema.get("const")))
                : java.util.Optional.empty();
    }
}
