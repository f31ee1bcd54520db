package dev.signalbox.runtime.model;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reply's schema in the subset that providers enforce: an object at the root ({@code {value: …}} around anything else),
 * references inlined, {@code oneOf} as {@code anyOf}, every field required and an optional one nullable, no further
 * fields; bounds that a provider refuses become words of the description. It only steers the model: the reply is
 * validated against the original. A schema that the subset cannot say (recursion, maps, tuples, anything goes) has no
 * projection and goes into the prompt.
 *
 * @param json the schema to send
 * @param wrapped whether the value stands under {@code value}
 */
record SchemaProjection(Object json, boolean wrapped, Object original) {
    private static final String VALUE = "value";
    private static final Map<String, Object> NOTHING = Map.of("type", "null");
    private static final int DEPTH = 40;
    private static final int MOST_NODES = 2000;

    /** The projection for a provider, or null when there is none. */
    static @Nullable SchemaProjection of(Object schema, Workspace.Provider provider) {
        boolean bounds = provider == Workspace.Provider.OPENAI;
        try {
            Map<String, Object> root = new Walk(schema, bounds).node(schema, 0);
            if ("object".equals(root.get("type"))) {
                return new SchemaProjection(root, false, schema);
            }
            Map<String, Object> wrapper = new LinkedHashMap<>();
            wrapper.put("type", "object");
            wrapper.put("properties", Map.of(VALUE, root));
            wrapper.put("required", List.of(VALUE));
            wrapper.put("additionalProperties", Boolean.FALSE);
            return new SchemaProjection(wrapper, true, schema);
        } catch (Unsayable e) {
            return null;
        }
    }

    /** A value as the provider would have to spell it: an example's, or a reply that is sent back. */
    String wrap(String text) {
        if (!wrapped) {
            return text;
        }
        try {
            return JsonText.write(Map.of(VALUE, JsonText.parse(text)));
        } catch (JsonTextException e) {
            return text;
        }
    }

    /** The provider's reply as the original schema means it; a text that is no such reply stays as it is. */
    String unwrap(String text) {
        try {
            Object value = JsonText.parse(text.strip());
            if (wrapped) {
                if (!(value instanceof Map<?, ?> map) || map.size() != 1 || !map.containsKey(VALUE)) {
                    return text;
                }
                value = java.util.Objects.requireNonNull(Json.object(map).get(VALUE));
            }
            return JsonText.write(new Walk(original, false).withoutNulls(value, original, 0));
        } catch (JsonTextException e) {
            return text;
        }
    }

    /** Ends a walk. Never leaves this record. */
    private static final class Unsayable extends Exception {
        private static final long serialVersionUID = 1L;

        Unsayable() {
            super("", null, false, false);
        }
    }

    private static final class Walk {
        private final Object root;
        private final boolean bounds;
        private int nodes;

        Walk(Object root, boolean bounds) {
            this.root = root;
            this.bounds = bounds;
        }

        Map<String, Object> node(@Nullable Object schema, int depth) throws Unsayable {
            Map<String, Object> from = resolve(schema);
            if (depth > DEPTH || ++nodes > MOST_NODES || from.isEmpty()) {
                throw new Unsayable();
            }
            if (from.get("allOf") instanceof List<?> all) {
                if (all.size() != 1) {
                    throw new Unsayable();
                }
                return node(all.getFirst(), depth + 1);
            }
            for (String key : List.of("anyOf", "oneOf")) {
                if (from.get(key) instanceof List<?> members) {
                    return union(from, members, depth);
                }
            }
            Map<String, Object> to = new LinkedHashMap<>();
            if (from.containsKey("const") || from.containsKey("enum")) {
                members(from, to);
            } else {
                typed(from, to, depth);
            }
            describe(from, to);
            return to;
        }

        private Map<String, Object> union(Map<String, Object> from, List<?> members, int depth) throws Unsayable {
            List<Object> any = new ArrayList<>();
            for (Object member : members) {
                any.add(node(member, depth + 1));
            }
            Map<String, Object> to = new LinkedHashMap<>();
            to.put("anyOf", any);
            describe(from, to);
            return to;
        }

        private static void members(Map<String, Object> from, Map<String, Object> to) throws Unsayable {
            List<?> members = from.get("enum") instanceof List<?> list ? list : List.of(value(from, "const"));
            Set<Object> types = new LinkedHashSet<>();
            for (Object member : members) {
                types.add(
                        switch (member) {
                            case String s -> "string";
                            case Boolean b -> "boolean";
                            case Long n -> "integer";
                            case Double n -> "number";
                            default -> {
                                if (!Json.isNull(member)) {
                                    throw new Unsayable();
                                }
                                yield "null";
                            }
                        });
            }
            to.put("type", types.size() == 1 ? types.iterator().next() : List.copyOf(types));
            to.put("enum", members);
        }

        private static Object value(Map<String, Object> from, String key) throws Unsayable {
            Object value = from.get(key);
            if (value == null) {
                throw new Unsayable();
            }
            return value;
        }

        private void typed(Map<String, Object> from, Map<String, Object> to, int depth) throws Unsayable {
            Object type =
                    from.containsKey("type") ? from.get("type") : from.containsKey("properties") ? "object" : null;
            if (type instanceof List<?> several) {
                List<?> real =
                        several.stream().filter(each -> !each.equals("null")).toList();
                if (real.size() == 1 && real.size() < several.size()) {
                    Map<String, Object> one = new LinkedHashMap<>(from);
                    one.put("type", real.getFirst());
                    to.putAll(nullable(node(one, depth + 1)));
                    return;
                }
                if (several.contains("object") || several.contains("array")) {
                    throw new Unsayable();
                }
                to.put("type", several);
                return;
            }
            to.put("type", type == null ? "" : type);
            switch (String.valueOf(type)) {
                case "object" -> object(from, to, depth);
                case "array" -> array(from, to, depth);
                case "number", "integer" ->
                    keep(from, to, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
                case "string", "boolean", "null" -> {
                    // Their type says it all; the rest is in the description.
                }
                default -> throw new Unsayable();
            }
        }

        private void object(Map<String, Object> from, Map<String, Object> to, int depth) throws Unsayable {
            Object more = from.get("additionalProperties");
            boolean closed = more == null || Boolean.FALSE.equals(more) || Boolean.TRUE.equals(more);
            if (!(from.get("properties") instanceof Map<?, ?> properties)
                    || !closed
                    || from.containsKey("patternProperties")
                    || (properties.isEmpty() && !Boolean.FALSE.equals(more))) {
                throw new Unsayable();
            }
            List<?> required = from.get("required") instanceof List<?> list ? list : List.of();
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Map.Entry<String, Object> property : Json.object(properties).entrySet()) {
                Map<String, Object> field = node(property.getValue(), depth + 1);
                fields.put(property.getKey(), required.contains(property.getKey()) ? field : nullable(field));
            }
            to.put("properties", fields);
            to.put("required", List.copyOf(fields.keySet()));
            to.put("additionalProperties", Boolean.FALSE);
        }

        private void array(Map<String, Object> from, Map<String, Object> to, int depth) throws Unsayable {
            if (from.containsKey("prefixItems") || !from.containsKey("items")) {
                throw new Unsayable();
            }
            to.put("items", node(from.get("items"), depth + 1));
            keep(from, to, "minItems", "maxItems");
        }

        private void keep(Map<String, Object> from, Map<String, Object> to, String... keys) {
            for (String key : keys) {
                Object value = from.get(key);
                if (bounds && value != null) {
                    to.put(key, value);
                }
            }
        }

        /** What the provider does not enforce, in words: a model reads them. */
        private static void describe(Map<String, Object> from, Map<String, Object> to) {
            List<String> words = new ArrayList<>();
            if (from.get("description") instanceof String description) {
                words.add(description);
            } else if (from.get("title") instanceof String title) {
                words.add(title);
            }
            for (String key : List.of(
                    "minLength",
                    "maxLength",
                    "pattern",
                    "format",
                    "multipleOf",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "minItems",
                    "maxItems",
                    "uniqueItems")) {
                Object value = from.get(key);
                if (value != null && !to.containsKey(key)) {
                    words.add(key + ": " + value);
                }
            }
            if (!words.isEmpty()) {
                to.put("description", String.join("; ", words));
            }
        }

        private static Map<String, Object> nullable(Map<String, Object> node) {
            Map<String, Object> to = new LinkedHashMap<>(node);
            if (node.get("anyOf") instanceof List<?> any) {
                List<Object> more = new ArrayList<>(any);
                if (!more.contains(NOTHING)) {
                    more.add(NOTHING);
                }
                to.put("anyOf", more);
                return to;
            }
            if ("object".equals(node.get("type")) || "array".equals(node.get("type"))) {
                return new LinkedHashMap<>(Map.of("anyOf", List.of(node, NOTHING)));
            }
            Set<Object> types = new LinkedHashSet<>();
            if (node.get("type") instanceof List<?> several) {
                types.addAll(several);
            } else {
                types.add(String.valueOf(node.get("type")));
            }
            types.add("null");
            to.put("type", List.copyOf(types));
            if (node.get("enum") instanceof List<?> members && !members.contains(Json.NULL)) {
                List<Object> more = new ArrayList<>(members);
                more.add(Json.NULL);
                to.put("enum", more);
            }
            return to;
        }

        // The way back.

        Object withoutNulls(Object value, @Nullable Object schema, int depth) {
            Map<String, Object> at = resolve(schema);
            if (depth > DEPTH) {
                return value;
            }
            if (value instanceof List<?> list) {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(withoutNulls(item, at.get("items"), depth + 1)));
                return items;
            }
            if (!(value instanceof Map<?, ?> map)) {
                return value;
            }
            Map<String, Object> shape = member(Json.object(map), at);
            if (!(shape.get("properties") instanceof Map<?, ?> properties)) {
                return value;
            }
            List<?> required = shape.get("required") instanceof List<?> list ? list : List.of();
            Map<String, Object> fields = new LinkedHashMap<>();
            Json.object(map).forEach((name, field) -> {
                Object property = properties.get(name);
                boolean left = Json.isNull(field) && !required.contains(name) && !takesNull(property);
                if (!left) {
                    fields.put(name, withoutNulls(field, property, depth + 1));
                }
            });
            return fields;
        }

        /** The member of a union whose constants the object has; the schema itself when it is none. */
        private Map<String, Object> member(Map<String, Object> value, Map<String, Object> schema) {
            for (String key : List.of("anyOf", "oneOf", "allOf")) {
                if (schema.get(key) instanceof List<?> members) {
                    List<Map<String, Object>> fitting = members.stream()
                            .map(this::resolve)
                            .filter(each -> each.get("properties") instanceof Map<?, ?> properties
                                    && constantsHold(value, Json.object(properties)))
                            .toList();
                    return fitting.size() == 1 ? fitting.getFirst() : Map.of();
                }
            }
            return schema;
        }

        private static boolean constantsHold(Map<String, Object> value, Map<String, Object> properties) {
            return properties.entrySet().stream()
                    .allMatch(property -> !(property.getValue() instanceof Map<?, ?> map)
                            || !map.containsKey("const")
                            || java.util.Objects.equals(map.get("const"), value.get(property.getKey())));
        }

        private boolean takesNull(@Nullable Object schema) {
            Map<String, Object> at = resolve(schema);
            for (String key : List.of("anyOf", "oneOf")) {
                if (at.get(key) instanceof List<?> members) {
                    return members.stream().anyMatch(this::takesNull);
                }
            }
            if (at.get("enum") instanceof List<?> members) {
                return members.contains(Json.NULL);
            }
            Object type = at.get("type");
            return type == null
                    ? !at.containsKey("const") && !at.containsKey("properties")
                    : type.equals("null") || (type instanceof List<?> several && several.contains("null"));
        }

        private Map<String, Object> resolve(@Nullable Object schema) {
            Object at = schema;
            for (int hops = 0; hops < 20 && at instanceof Map<?, ?> map; hops++) {
                if (!(map.get("$ref") instanceof String ref)) {
                    return Json.object(map);
                }
                at = ref.startsWith("#") ? pointed(ref.substring(1)) : null;
            }
            return Map.of();
        }

        private @Nullable Object pointed(String pointer) {
            Object at = root;
            for (String part : pointer.split("/", -1)) {
                if (!part.isEmpty()) {
                    at = at instanceof Map<?, ?> map
                            ? map.get(part.replace("~1", "/").replace("~0", "~"))
                            : null;
                }
            }
            return at;
        }
    }
}
