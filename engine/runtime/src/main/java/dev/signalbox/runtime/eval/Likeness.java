package dev.signalbox.runtime.eval;

import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When two answers are the same: exactly, but for what nobody means by them: the order of an object's fields, 5 beside 5.0, and how a
 * text is broken and padded with blanks. Fields that are ignored count as not there. Pure.
 *
 * @param ignored fields by their path, {@code reason} or {@code items.note}; a list's items share their list's path
 */
public record Likeness(Set<String> ignored) {
    public static final Likeness EXACT = new Likeness(Set.of());

    public Likeness {
        ignored = Set.copyOf(ignored);
    }

    /**
     * Where two answers differ.
     *
     * @param path of the field, {@code items[2].amount}; empty for the answer as a whole
     * @param before null where the field is new, and {@code after} where it is gone
     */
    public record Difference(
            String path, @Nullable Object before, @Nullable Object after) {}

    public boolean same(Object a, Object b) {
        return CanonicalJson.write(normal(a, "")).equals(CanonicalJson.write(normal(b, "")));
    }

    /** Every place in which they differ, as the answers have it; empty where they are the same. */
    public List<Difference> differences(Object before, Object after) {
        List<Difference> found = new ArrayList<>();
        compare("", "", before, after, found);
        return found;
    }

    /** For each field of two objects whether it is the same in both; empty for anything else. */
    public Map<String, Boolean> fields(Object before, Object after) {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> && after instanceof Map<?, ?>) {
            Map<String, Object> a = Json.object(before);
            Map<String, Object> b = Json.object(after);
            for (String name : names(a, b)) {
                if (!ignored.contains(name)) {
                    fields.put(name, alike(name, a.get(name), b.get(name)));
                }
            }
        }
        return fields;
    }

    private boolean alike(String path, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return CanonicalJson.write(normal(a, path)).equals(CanonicalJson.write(normal(b, path)));
    }

    private static Set<String> names(Map<String, Object> a, Map<String, Object> b) {
        Set<String> names = new LinkedHashSet<>(a.keySet());
        names.addAll(b.keySet());
        return names;
    }

    /** @param field the path without the places in lists */
    private void compare(
            String path, String field, @Nullable Object before, @Nullable Object after, List<Difference> found) {
        if (ignored.contains(field) || alike(field, before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> && after instanceof Map<?, ?>) {
            Map<String, Object> a = Json.object(before);
            Map<String, Object> b = Json.object(after);
            for (String name : names(a, b)) {
                compare(below(path, name), below(field, name), a.get(name), b.get(name), found);
            }
        } else if (before instanceof List<?> a && after instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(path + "[" + i + "]", field, a.get(i), b.get(i), found);
            }
        } else {
            found.add(new Difference(path, before, after));
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Object normal(Object value, String field) {
        if (value instanceof String text) {
            return text.strip().replaceAll("\\s+", " ");
        }
        if (value instanceof Long number) {
            // Beyond 2^53 a double would make two numbers one.
            return Math.abs(number) <= 1L << 53 ? (Object) number.doubleValue() : number;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(normal(item, field)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            Json.object(map).forEach((name, part) -> {
                if (!ignored.contains(below(field, name))) {
                    fields.put(name, normal(part, below(field, name)));
                }
            });
            return fields;
        }
        return value;
    }
}
