package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema's JSON in which it does not matter how it was written: references stand for what they name, unless it contains
 * itself, and lists whose order says nothing are sorted.
 */
final class SchemaForm {
    private static final Set<String> WORDS = Set.of("title", "description", "$comment", "examples");
    private static final Set<String> UNORDERED = Set.of("required", "enum", "type", "anyOf", "oneOf", "allOf");
    private static final int DEEPEST = 60;

    private final Map<String, Object> definitions;
    private final boolean words;

    private SchemaForm(Map<String, Object> definitions, boolean words) {
        this.definitions = definitions;
        this.words = words;
    }

    /** What it accepts: without what it says to people. */
    static Object of(Schema schema) {
        return of(schema.json(), false);
    }

    static @Nullable Object maybe(@Nullable Schema schema) {
        return schema == null ? null : of(schema);
    }

    /** What it says to whoever fills it in, a model or a person: each text with its place. */
    static List<String> words(Schema schema) {
        List<String> texts = new ArrayList<>();
        collect("", of(schema.json(), true), texts);
        return texts.stream().sorted().toList();
    }

    /** A schema that stands in its state; null for one that it takes from its {@code save}. */
    static @Nullable Schema own(@Nullable Schema schema) {
        return schema != null && schema.place().path().startsWith("/states/") ? schema : null;
    }

    private static void collect(String at, Object schema, List<String> texts) {
        if (schema instanceof Map<?, ?> map) {
            Json.object(map).forEach((key, value) -> {
                if (WORDS.contains(key) && !at.endsWith("/properties")) {
                    texts.add(at + "/" + key + "=" + value);
                } else {
                    collect(at + "/" + key, value, texts);
                }
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(part -> collect(at + "/*", part, texts));
        }
    }

    private static Object of(Object json, boolean words) {
        Map<String, Object> definitions = json instanceof Map<?, ?> map && map.get("$defs") instanceof Map<?, ?> defs
                ? Json.object(defs)
                : Map.of();
        return new SchemaForm(definitions, words).schema(json, new LinkedHashSet<>());
    }

    /** @param inside the definitions that this stands in */
    private Object schema(Object at, Set<String> inside) {
        if (!(at instanceof Map<?, ?> map) || inside.size() > DEEPEST) {
            return Values.plain(at);
        }
        String name = map.get("$ref") instanceof String ref ? ref.replaceFirst("^#/\\$defs/", "") : null;
        Object named = name == null ? null : definitions.get(name);
        if (named != null && !inside.contains(name)) {
            Set<String> deeper = new LinkedHashSet<>(inside);
            deeper.add(name);
            Object its = schema(named, deeper);
            if (map.size() == 1) {
                return its;
            }
            Map<String, Object> both = new LinkedHashMap<>(its instanceof Map<?, ?> m ? Json.object(m) : Map.of());
            both.putAll(keywords(map, inside));
            both.remove("$ref");
            return both;
        }
        return keywords(map, inside);
    }

    private Map<String, Object> keywords(Map<?, ?> map, Set<String> inside) {
        Map<String, Object> all = new LinkedHashMap<>();
        Json.object(map).forEach((key, value) -> {
            if (key.equals("$defs") || (!words && WORDS.contains(key))) {
                return;
            }
            all.put(key, keyword(key, value, inside));
        });
        return all;
    }

    private Object keyword(String key, Object value, Set<String> inside) {
        return switch (key) {
            case "properties", "patternProperties", "dependentSchemas" -> {
                Map<String, Object> all = new LinkedHashMap<>();
                if (value instanceof Map<?, ?> map) {
                    Json.object(map).forEach((name, part) -> all.put(name, schema(part, inside)));
                }
                yield all;
            }
            case "const", "default" -> Values.plain(value);
            default -> {
                if (!(value instanceof List<?> list)) {
                    yield schema(value, inside);
                }
                List<Object> parts =
                        list.stream().map(part -> schema(part, inside)).toList();
                yield UNORDERED.contains(key)
                        ? parts.stream()
                                .sorted(Comparator.comparing(CanonicalJson::write))
                                .toList()
                        : parts;
            }
        };
    }
}
