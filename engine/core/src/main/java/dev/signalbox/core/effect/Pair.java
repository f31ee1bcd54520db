package dev.signalbox.core.effect;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A name and a single value of a query or a form, which know nothing else. A list is said entry by entry under its name, an object
 * field by field as {@code name[field]}, and what is inside an entry or a field by further brackets: the form that PHP, Rails,
 * Express and Stripe read.
 */
public record Pair(String name, Object value) {
    /** An empty list or object is nothing. */
    public static List<Pair> of(String name, Object value) {
        List<Pair> pairs = new ArrayList<>();
        if (value instanceof List<?>) {
            List<Object> items = Json.list(value);
            for (int i = 0; i < items.size(); i++) {
                boolean single = !(items.get(i) instanceof Map<?, ?> || items.get(i) instanceof List<?>);
                within(single ? name : name + "[" + i + "]", items.get(i), pairs);
            }
        } else {
            within(name, value, pairs);
        }
        return pairs;
    }

    private static void within(String name, Object value, List<Pair> pairs) {
        if (value instanceof Map<?, ?>) {
            Json.object(value).forEach((field, part) -> within(name + "[" + field + "]", part, pairs));
        } else if (value instanceof List<?>) {
            List<Object> items = Json.list(value);
            for (int i = 0; i < items.size(); i++) {
                within(name + "[" + i + "]", items.get(i), pairs);
            }
        } else {
            pairs.add(new Pair(name, value));
        }
    }
}
