package dev.signalbox.dsl.type;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A schema beside the definitions that its references may name. References are resolved here and nowhere else: to a
 * flow's {@code #/types/NAME}, and to the {@code #/$defs/NAME} of the schema they stand in.
 *
 * @param root the schema, as written
 * @param definitions by name; a name of {@code $defs} hides a type of the same name
 */
record Document(Object root, Map<String, Object> definitions) {
    private static final List<String> PREFIXES = List.of("#/types/", "#/$defs/", "#/definitions/");

    static Document of(Object root, Map<String, Object> types) {
        Map<String, Object> own = definitionsOf(root);
        if (own.isEmpty()) {
            return new Document(root, types);
        }
        Map<String, Object> all = new LinkedHashMap<>(types);
        all.putAll(own);
        return new Document(root, all);
    }

    /** The name a reference leads to, or null when it leads nowhere in this document. */
    @Nullable
    String target(Object reference) {
        if (reference instanceof String text) {
            for (String prefix : PREFIXES) {
                if (text.startsWith(prefix)) {
                    String name =
                            text.substring(prefix.length()).replace("~1", "/").replace("~0", "~");
                    return definitions.containsKey(name) ? name : null;
                }
            }
        }
        return null;
    }

    Object definition(String name) {
        Object schema = definitions.get(name);
        return schema == null ? true : schema;
    }

    /** The schema behind a chain of bare references; true for a chain that never ends. */
    Object behind(Object schema) {
        Object at = schema;
        for (int i = 0; i <= definitions.size(); i++) {
            String name = at instanceof Map<?, ?> map && map.containsKey("$ref") ? target(map.get("$ref")) : null;
            if (name == null) {
                return at;
            }
            at = definition(name);
        }
        return true;
    }

    /** The whole as one JSON value that needs nothing else: the definitions it reaches stand in its {@code $defs}. */
    Object alone() {
        Object start = root;
        if (root instanceof Map<?, ?> map && map.keySet().equals(Set.of("$ref"))) {
            start = behind(root);
        }
        if (!(start instanceof Map<?, ?> map)) {
            return start;
        }
        Map<String, Object> reached = reach(map);
        Map<String, Object> alone = new LinkedHashMap<>();
        rewrite(map).forEach((key, value) -> {
            if (!key.equals("$defs") && !key.equals("definitions")) {
                alone.put(key, value);
            }
        });
        if (!reached.isEmpty()) {
            alone.put("$defs", Collections.unmodifiableMap(reached));
        }
        return Collections.unmodifiableMap(alone);
    }

    private Map<String, Object> reach(Object from) {
        Map<String, Object> reached = new TreeMap<>();
        Deque<Object> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            for (String name : names(open.remove())) {
                if (!reached.containsKey(name)) {
                    Object schema = definition(name);
                    reached.put(name, rewriteAny(schema));
                    open.add(schema);
                }
            }
        }
        return reached;
    }

    private Set<String> names(Object schema) {
        Set<String> names = new TreeSet<>();
        Deque<Object> open = new ArrayDeque<>();
        open.add(schema);
        while (!open.isEmpty()) {
            Object at = open.remove();
            if (at instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    String name = "$ref".equals(key) ? target(value) : null;
                    if (name != null) {
                        names.add(name);
                    } else if (!"$defs".equals(key) && !"definitions".equals(key)) {
                        open.add(value);
                    }
                });
            } else if (at instanceof List<?> list) {
                open.addAll(list);
            }
        }
        return names;
    }

    private Object rewriteAny(Object schema) {
        if (schema instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(rewrite(map));
        }
        if (schema instanceof List<?> list) {
            return list.stream().map(this::rewriteAny).toList();
        }
        return schema;
    }

    private Map<String, Object> rewrite(Map<?, ?> schema) {
        Map<String, Object> out = new LinkedHashMap<>();
        schema.forEach((key, value) -> {
            String name = "$ref".equals(key) ? target(value) : null;
            out.put(
                    (String) key,
                    name == null
                            ? rewriteAny(value)
                            : "#/$defs/" + name.replace("~", "~0").replace("/", "~1"));
        });
        return out;
    }

    /** The schema of a field or an item; null when there is none. A union's part is that of its first member that has it. */
    @Nullable
    Document part(String step) {
        Object found = part(root, step, 0);
        return found == null ? null : new Document(found, definitions);
    }

    private @Nullable Object part(Object schema, String step, int depth) {
        if (!(behind(schema) instanceof Map<?, ?> map) || depth > 20) {
            return null;
        }
        if (map.get("properties") instanceof Map<?, ?> properties && properties.get(step) != null) {
            return properties.get(step);
        }
        boolean index = !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
        if (index && step.length() < 9 && map.get("prefixItems") instanceof List<?> items) {
            int at = Integer.parseInt(step);
            if (at < items.size()) {
                return items.get(at);
            }
        }
        if (index && map.get("items") != null) {
            return map.get("items");
        }
        for (String key : List.of("allOf", "oneOf", "anyOf")) {
            if (map.get(key) instanceof List<?> members) {
                for (Object member : members) {
                    Object found = part(member, step, depth + 1);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return map.get("additionalProperties") instanceof Map<?, ?> rest ? rest : null;
    }

    private static Map<String, Object> definitionsOf(Object root) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (root instanceof Map<?, ?> map) {
            for (String key : List.of("definitions", "$defs")) {
                if (map.get(key) instanceof Map<?, ?> definitions) {
                    definitions.forEach((name, schema) -> found.put((String) name, schema));
                }
            }
        }
        return found;
    }
}
