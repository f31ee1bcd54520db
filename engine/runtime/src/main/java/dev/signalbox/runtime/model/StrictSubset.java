package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spells a schema in what providers enforce: references inlined, {@code oneOf} as {@code anyOf}, no further fields;
 * bounds that a provider refuses become words of the description. OpenAI's wants every field required, so that an optional one
 * is nullable there, and tells the members of a union apart by their first field.
 */
final class StrictSubset {
    private static final Map<String, Object> NOTHING = Map.of("type", "null");
    private static final int DEPTH = 40;
    private static final int MOST_NODES = 2000;

    private final LocalRefs refs;
    private final Rules rules;
    private int nodes;

    /** Whose subset it is, and how much it takes in all. */
    enum Rules {
        OPENAI,
        ANTHROPIC;

        boolean takes(Map<String, Object> json) {
            return switch (this) {
                case OPENAI -> SchemaSize.of(json).fitsOpenAi();
                case ANTHROPIC -> SchemaSize.of(json).fitsAnthropic();
            };
        }
    }

    /** Ends a walk. Never leaves this class. */
    private static final class Unsayable extends Exception {
        private static final long serialVersionUID = 1L;

        Unsayable() {
            super("", null, false, false);
        }
    }

    private StrictSubset(Object root, Rules rules) {
        refs = new LocalRefs(root);
        this.rules = rules;
    }

    /** The schema so spelled, or null when it cannot be. */
    static @Nullable Map<String, Object> of(Object schema, Rules rules) {
        try {
            return new StrictSubset(schema, rules).node(schema, 0);
        } catch (Unsayable e) {
            return null;
        }
    }

    private Map<String, Object> node(@Nullable Object schema, int depth) throws Unsayable {
        Map<String, Object> from = refs.resolve(schema);
        if (depth > DEPTH || ++nodes > MOST_NODES || from.isEmpty()) {
            throw new Unsayable();
        }
        if (from.get("allOf") instanceof List<?> all) {
            if (all.size() != 1 || saysMore(from) || from.containsKey("type")) {
                throw new Unsayable();
            }
            return node(all.getFirst(), depth + 1);
        }
        for (String key : List.of("anyOf", "oneOf")) {
            if (from.get(key) instanceof List<?> members) {
                if (saysMore(from)) {
                    throw new Unsayable();
                }
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

    /** Fields or items beside a union's members belong to each of them, which the subset cannot say. */
    private static boolean saysMore(Map<String, Object> from) {
        return List.of("properties", "required", "items", "enum", "const").stream()
                .anyMatch(from::containsKey);
    }

    private Map<String, Object> union(Map<String, Object> from, List<?> members, int depth) throws Unsayable {
        List<Map<String, Object>> any = new ArrayList<>();
        for (Object member : members) {
            any.add(node(member, depth + 1));
        }
        Map<String, Object> to = any(any);
        describe(from, to);
        return to;
    }

    /** A union inside a union is one: nothing is between a value and the member that it is. */
    private Map<String, Object> any(List<Map<String, Object>> members) throws Unsayable {
        Set<Map<String, Object>> flat = new LinkedHashSet<>();
        for (Map<String, Object> member : members) {
            if (member.get("anyOf") instanceof List<?> inner) {
                inner.forEach(each -> flat.add(Json.object(each)));
            } else {
                flat.add(member);
            }
        }
        if (flat.isEmpty()) {
            throw new Unsayable();
        }
        List<Map<String, Object>> told = rules == Rules.OPENAI ? FirstKeys.apart(flat) : List.copyOf(flat);
        if (told == null) {
            throw new Unsayable();
        }
        return new LinkedHashMap<>(Map.of("anyOf", told));
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
        if (types.isEmpty()) {
            throw new Unsayable();
        }
        to.put("type", types.size() == 1 ? types.iterator().next() : List.copyOf(types));
        to.put("enum", List.copyOf(new LinkedHashSet<>(members)));
    }

    private static Object value(Map<String, Object> from, String key) throws Unsayable {
        Object value = from.get(key);
        if (value == null) {
            throw new Unsayable();
        }
        return value;
    }

    private void typed(Map<String, Object> from, Map<String, Object> to, int depth) throws Unsayable {
        Object type = from.containsKey("type") ? from.get("type") : from.containsKey("properties") ? "object" : null;
        if (type instanceof List<?> several) {
            several(from, to, several, depth);
            return;
        }
        if (type == null) {
            throw new Unsayable();
        }
        to.put("type", type);
        switch (String.valueOf(type)) {
            case "object" -> object(from, to, depth);
            case "array" -> array(from, to, depth);
            case "number", "integer" -> keep(from, to, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
            case "string", "boolean", "null" -> {
                // Their type says it all; the rest is in the description.
            }
            default -> throw new Unsayable();
        }
    }

    private void several(Map<String, Object> from, Map<String, Object> to, List<?> several, int depth)
            throws Unsayable {
        List<?> real = several.stream().filter(each -> !each.equals("null")).toList();
        boolean plain = !several.contains("object") && !several.contains("array");
        if (plain && (real.size() > 1 || real.size() == several.size())) {
            to.put("type", several);
            return;
        }
        List<Map<String, Object>> each = new ArrayList<>();
        for (Object type : real) {
            Map<String, Object> one = new LinkedHashMap<>(from);
            one.put("type", type);
            each.add(node(one, depth + 1));
        }
        Map<String, Object> one = each.size() == 1 ? each.getFirst() : any(each);
        to.putAll(real.size() < several.size() ? nullable(one) : one);
    }

    private void object(Map<String, Object> from, Map<String, Object> to, int depth) throws Unsayable {
        Object more = from.get("additionalProperties");
        boolean closed = more == null || Boolean.FALSE.equals(more) || Boolean.TRUE.equals(more);
        List<?> required = from.get("required") instanceof List<?> list ? list : List.of();
        if (!(from.get("properties") instanceof Map<?, ?> properties)
                || !closed
                || from.containsKey("patternProperties")
                || !properties.keySet().containsAll(required)
                || (properties.isEmpty() && !Boolean.FALSE.equals(more))) {
            throw new Unsayable();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> property : Json.object(properties).entrySet()) {
            Map<String, Object> field = node(property.getValue(), depth + 1);
            boolean optional = rules == Rules.OPENAI && !required.contains(property.getKey());
            fields.put(property.getKey(), optional ? nullable(field) : field);
        }
        to.put("properties", fields);
        to.put(
                "required",
                rules == Rules.OPENAI
                        ? List.copyOf(fields.keySet())
                        : fields.keySet().stream().filter(required::contains).toList());
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
            if (rules == Rules.OPENAI && value != null) {
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
        to.put("type", types.size() == 1 ? "null" : List.copyOf(types));
        if (node.get("enum") instanceof List<?> members && !members.contains(Json.NULL)) {
            List<Object> more = new ArrayList<>(members);
            more.add(Json.NULL);
            to.put("enum", more);
        }
        return to;
    }
}
