package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.schema.Schemas;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language's JSON Schemas, asked by path: which keys a mapping takes, which words a value may be, what a key means. */
final class Grammar {
    private static final Map<Schemas.Kind, Grammar> READ =
            Collections.synchronizedMap(new EnumMap<>(Schemas.Kind.class));
    private static final int MOST_STEPS = 64;

    private final Map<?, ?> root;

    private Grammar(Map<?, ?> root) {
        this.root = root;
    }

    /** @param text what the key means; empty when the schema does not say */
    record Key(String name, String text, @Nullable Object example) {}

    static Grammar of(FileKind file) {
        return READ.computeIfAbsent(file.schema(), kind -> new Grammar((Map<?, ?>) JsonText.parse(Schemas.text(kind))));
    }

    /** The keys that the mapping at a path takes beside those it has. */
    List<Key> keys(List<String> path, Set<String> present) {
        List<Map<?, ?>> nodes = at(path);
        Set<String> allowed = allowed(nodes, present);
        Map<String, Key> keys = new LinkedHashMap<>();
        for (Map<?, ?> node : nodes) {
            if (node.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, schema) -> {
                    String key = String.valueOf(name);
                    if (schema instanceof Map<?, ?> map && (allowed == null || allowed.contains(key))) {
                        keys.merge(
                                key, key(key, map), (one, other) -> one.text().isEmpty() ? other : one);
                    }
                });
            }
        }
        present.forEach(keys::remove);
        return List.copyOf(keys.values());
    }

    /** What a key means where it stands; null for one that the schema does not know. */
    @Nullable
    Key key(List<String> path) {
        if (path.isEmpty()) {
            return null;
        }
        Key found = null;
        for (Map<?, ?> node : at(path.subList(0, path.size() - 1))) {
            if (node.get("properties") instanceof Map<?, ?> properties
                    && properties.get(path.getLast()) instanceof Map<?, ?> schema) {
                Key key = key(path.getLast(), schema);
                found = found == null || found.text().isEmpty() ? key : found;
            }
        }
        return found;
    }

    /** The words that the value at a path may be: an enum's, a constant's, true and false. */
    List<Object> words(List<String> path) {
        Set<Object> words = new LinkedHashSet<>();
        for (Map<?, ?> node : at(path)) {
            if (node.get("enum") instanceof List<?> values) {
                words.addAll(values);
            }
            if (node.get("const") != null) {
                words.add(node.get("const"));
            }
            if ("boolean".equals(node.get("type"))) {
                words.add(true);
                words.add(false);
            }
        }
        return List.copyOf(words);
    }

    /** Whether the value at a path is a JSON Schema that a flow writes. */
    boolean isSchema(List<String> path) {
        return at(path).stream()
                .anyMatch(node -> node.get("properties") instanceof Map<?, ?> keys
                        && keys.containsKey("$ref")
                        && keys.containsKey("additionalProperties"));
    }

    private static Key key(String name, Map<?, ?> schema) {
        Object example = schema.get("examples") instanceof List<?> all && !all.isEmpty() ? all.getFirst() : null;
        return new Key(name, schema.get("description") instanceof String text ? text : "", example);
    }

    /** Every form that the value at a path may have. */
    private List<Map<?, ?>> at(List<String> path) {
        List<Map<?, ?>> nodes = forms(List.of(root));
        for (String name : path) {
            List<Map<?, ?>> below = new ArrayList<>();
            nodes.forEach(node -> step(node, name, below));
            nodes = forms(below);
        }
        return nodes;
    }

    private static void step(Map<?, ?> node, String name, List<Map<?, ?>> below) {
        if (node.get("properties") instanceof Map<?, ?> properties && properties.get(name) instanceof Map<?, ?> found) {
            below.add(found);
            return;
        }
        if (node.get("patternProperties") instanceof Map<?, ?> patterns) {
            patterns.forEach((pattern, schema) -> {
                if (schema instanceof Map<?, ?> map && name.matches(String.valueOf(pattern))) {
                    below.add(map);
                }
            });
        }
        if (node.get("additionalProperties") instanceof Map<?, ?> found) {
            below.add(found);
        }
        if (Pointer.isIndex(name) && node.get("items") instanceof Map<?, ?> found) {
            below.add(found);
        }
    }

    private List<Map<?, ?>> forms(Collection<? extends Map<?, ?>> nodes) {
        List<Map<?, ?>> found = new ArrayList<>();
        nodes.forEach(node -> forms(node, found));
        return found;
    }

    private void forms(Map<?, ?> node, List<Map<?, ?>> found) {
        if (found.size() > MOST_STEPS || found.contains(node)) {
            return;
        }
        found.add(node);
        if (node.get("$ref") instanceof String ref
                && ref.startsWith("#/$defs/")
                && root.get("$defs") instanceof Map<?, ?> definitions
                && definitions.get(ref.substring("#/$defs/".length())) instanceof Map<?, ?> target) {
            forms(target, found);
        }
        for (String key : List.of("oneOf", "anyOf", "allOf")) {
            if (node.get(key) instanceof List<?> members) {
                members.forEach(member -> {
                    if (member instanceof Map<?, ?> map) {
                        forms(map, found);
                    }
                });
            }
        }
        for (String key : List.of("then", "else")) {
            if (node.get(key) instanceof Map<?, ?> map) {
                forms(map, found);
            }
        }
    }

    /** The names that go together with those that are there; null when every one does. */
    private static @Nullable Set<String> allowed(List<Map<?, ?>> nodes, Set<String> present) {
        Set<String> allowed = null;
        for (Map<?, ?> node : nodes) {
            Object names = node.get("propertyNames");
            Object required = node.get("required");
            if (node.get("if") instanceof Map<?, ?> condition && node.get("then") instanceof Map<?, ?> then) {
                names = then.get("propertyNames");
                required = condition.get("required");
            }
            if (names instanceof Map<?, ?> map
                    && map.get("enum") instanceof List<?> words
                    && required instanceof List<?> needed
                    && present.containsAll(needed)) {
                Set<String> here = new LinkedHashSet<>();
                words.forEach(word -> here.add(String.valueOf(word)));
                if (allowed == null) {
                    allowed = here;
                } else {
                    allowed.retainAll(here);
                }
            }
        }
        return allowed;
    }
}
