package dev.signalbox.core.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code only}: a value's named fields. A list is projected item by item, {@code a.b} keeps one field of an inner object. */
final class Projection {
    private Projection() {}

    static Object only(Object value, List<String> fields) {
        if (fields.isEmpty()) {
            return value;
        }
        return switch (value) {
            case List<?> list -> {
                List<Object> projected = new ArrayList<>();
                list.forEach(item -> projected.add(only(item, fields)));
                yield projected;
            }
            case Map<?, ?> map -> {
                Map<String, Object> projected = new LinkedHashMap<>();
                fields.forEach(field -> keep(map, field, projected));
                yield projected;
            }
            default -> value;
        };
    }

    private static void keep(Map<?, ?> from, String field, Map<String, Object> into) {
        int dot = field.indexOf('.');
        String head = dot < 0 ? field : field.substring(0, dot);
        @Nullable Object value = from.get(head);
        if (value == null) {
            return;
        }
        if (dot < 0) {
            into.put(head, value);
            return;
        }
        Object inner = only(value, List.of(field.substring(dot + 1)));
        if (into.get(head) instanceof Map<?, ?> already && inner instanceof Map<?, ?> more) {
            Map<String, Object> merged = new LinkedHashMap<>();
            already.forEach((key, part) -> merged.put(String.valueOf(key), part));
            more.forEach((key, part) -> merged.put(String.valueOf(key), part));
            into.put(head, merged);
        } else {
            into.put(head, inner);
        }
    }
}
