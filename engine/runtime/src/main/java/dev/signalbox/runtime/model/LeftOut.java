package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a projection that made optional fields nullable: a null where the original takes none means that the
 * field was left out.
 */
final class LeftOut {
    private static final int DEPTH = 40;

    private final LocalRefs refs;

    private LeftOut(Object original) {
        refs = new LocalRefs(original);
    }

    static Object of(Object value, Object original) {
        return new LeftOut(original).without(value, original, 0);
    }

    private Object without(Object value, @Nullable Object schema, int depth) {
        Map<String, Object> at = refs.resolve(schema);
        if (depth > DEPTH) {
            return value;
        }
        if (value instanceof List<?> list) {
            Map<String, Object> shape = array(at);
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(without(item, shape.get("items"), depth + 1)));
            return items;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> shape = object(Json.object(map), at);
        if (!(shape.get("properties") instanceof Map<?, ?> properties)) {
            return value;
        }
        List<?> required = shape.get("required") instanceof List<?> list ? list : List.of();
        Map<String, Object> fields = new LinkedHashMap<>();
        Json.object(map).forEach((name, field) -> {
            Object property = properties.get(name);
            boolean left = Json.isNull(field) && !required.contains(name) && !takesNull(property);
            if (!left) {
                fields.put(name, without(field, property, depth + 1));
            }
        });
        return fields;
    }

    /** What a list's items may be by any member of a union; the schema itself when it is no union. */
    private Map<String, Object> array(Map<String, Object> schema) {
        List<Map<String, Object>> members = members(schema);
        if (members.isEmpty()) {
            return schema;
        }
        List<Object> items = members.stream()
                .filter(each -> each.containsKey("items"))
                .map(each -> Objects.requireNonNull(each.get("items")))
                .toList();
        return items.isEmpty() ? Map.of() : Map.of("items", Map.of("anyOf", items));
    }

    /** The member of a union whose constants and names the object has; the schema itself when it is none. */
    private Map<String, Object> object(Map<String, Object> value, Map<String, Object> schema) {
        List<Map<String, Object>> members = members(schema);
        if (members.isEmpty()) {
            return schema;
        }
        List<Map<String, Object>> fitting = members.stream()
                .filter(each -> each.get("properties") instanceof Map<?, ?> properties
                        && properties.keySet().containsAll(value.keySet())
                        && constantsHold(value, Json.object(properties)))
                .toList();
        return fitting.size() == 1 ? fitting.getFirst() : Map.of();
    }

    /** The members of a union, those of a union inside it among them; empty for a schema that is none. */
    private List<Map<String, Object>> members(Map<String, Object> schema) {
        for (String key : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.get(key) instanceof List<?> members) {
                List<Map<String, Object>> all = new ArrayList<>();
                for (Object member : members) {
                    Map<String, Object> at = refs.resolve(member);
                    List<Map<String, Object>> inner = at.equals(schema) ? List.of() : members(at);
                    all.addAll(inner.isEmpty() ? List.of(at) : inner);
                }
                return all;
            }
        }
        return List.of();
    }

    /** A constant that is null was left out. */
    private static boolean constantsHold(Map<String, Object> value, Map<String, Object> properties) {
        return properties.entrySet().stream()
                .allMatch(property -> !(property.getValue() instanceof Map<?, ?> map)
                        || !map.containsKey("const")
                        || Json.isNull(value.getOrDefault(property.getKey(), Json.NULL))
                        || Objects.equals(map.get("const"), value.get(property.getKey())));
    }

    private boolean takesNull(@Nullable Object schema) {
        Map<String, Object> at = refs.resolve(schema);
        List<Map<String, Object>> members = members(at);
        if (!members.isEmpty()) {
            return members.stream().anyMatch(this::takesNull);
        }
        if (at.get("enum") instanceof List<?> constants) {
            return constants.contains(Json.NULL);
        }
        if (at.containsKey("const")) {
            return Json.isNull(Objects.requireNonNull(at.get("const")));
        }
        Object type = at.get("type");
        return type == null
                ? !at.containsKey("properties")
                : type.equals("null") || (type instanceof List<?> several && several.contains("null"));
    }
}
