package dev.signalbox.core.context;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code only}: a value's named fields. A list is projected item by item, {@code a.b} keeps one field of an inner object or
 * of each of an inner list's. A value without fields stays as it is; inside, what has not the named field is left out.
 */
final class Projection {
    private Projection() {}

    static Object only(Object value, List<String> fields) {
        if (fields.isEmpty()) {
            return value;
        }
        return switch (value) {
            case List<?> list -> list.stream().map(item -> only(item, fields)).toList();
            case Map<?, ?> map -> object(Json.object(map), fields);
            default -> value;
        };
    }

    private static Map<String, Object> object(Map<String, Object> from, List<String> fields) {
        Map<String, Object> projected = new LinkedHashMap<>();
        inner(fields).forEach((head, rest) -> {
            Object part = from.get(head);
            if (part != null && (rest.contains("") || isNested(part))) {
                projected.put(head, rest.contains("") ? part : inside(part, rest));
            }
        });
        return projected;
    }

    private static Object inside(Object part, List<String> fields) {
        return part instanceof List<?> list
                ? list.stream()
                        .filter(Projection::isNested)
                        .map(item -> inside(item, fields))
                        .toList()
                : object(Json.object(part), fields);
    }

    /** By field, what is kept inside of it; an empty text keeps it whole. */
    private static Map<String, List<String>> inner(List<String> fields) {
        Map<String, List<String>> inner = new LinkedHashMap<>();
        for (String field : fields) {
            int dot = field.indexOf('.');
            String head = dot < 0 ? field : field.substring(0, dot);
            String rest = dot < 0 ? "" : field.substring(dot + 1);
            inner.computeIfAbsent(head, name -> new ArrayList<>()).add(rest);
        }
        return inner;
    }

    private static boolean isNested(Object value) {
        return value instanceof Map || value instanceof List;
    }
}
