package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a JSON Schema asks for, its references followed. */
final class Asked {
    private static final int HOPS = 20;

    private final Object root;

    Asked(Object root) {
        this.root = root;
    }

    Object root() {
        return root;
    }

    /** The values that an enum or a constant allows; empty when the schema has neither. */
    static List<?> allowed(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> members) {
            return members;
        }
        Object constant = schema.get("const");
        return constant == null ? List.of() : List.of(constant);
    }

    static Set<String> types(Map<String, Object> schema) {
        Set<String> types = new LinkedHashSet<>();
        Object type = schema.get("type");
        if (type instanceof String one) {
            types.add(one);
        } else if (type instanceof List<?> several) {
            several.forEach(each -> types.add(String.valueOf(each)));
        } else if (schema.containsKey("properties")) {
            types.add("object");
        }
        return types;
    }

    /** Empty where there is no schema, or its references lead nowhere. */
    Map<String, Object> resolve(@Nullable Object schema) {
        Object at = schema;
        for (int hops = 0; hops < HOPS; hops++) {
            if (!(at instanceof Map<?, ?> map)) {
                return Map.of();
            }
            if (!(map.get("$ref") instanceof String ref)) {
                return Json.object(map);
            }
            at = pointed(ref);
        }
        return Map.of();
    }

    private @Nullable Object pointed(String ref) {
        if (!ref.startsWith("#")) {
            return null;
        }
        Object at = root;
        for (String part : ref.substring(1).split("/", -1)) {
            if (!part.isEmpty()) {
                String key = part.replace("~1", "/").replace("~0", "~");
                at = at instanceof Map<?, ?> map ? map.get(key) : null;
            }
        }
        return at;
    }

    /** Whether the whole reply may be a text as it stands. */
    boolean takesText() {
        Map<String, Object> schema = resolve(root);
        return types(schema).contains("string") && allowed(schema).isEmpty();
    }

    /** Whether only objects and lists satisfy the schema. */
    boolean takesNoText(Map<String, Object> schema) {
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                return members.stream().map(this::resolve).allMatch(Asked::isStructure);
            }
        }
        return isStructure(schema);
    }

    private static boolean isStructure(Map<String, Object> schema) {
        Set<String> types = types(schema);
        return !types.isEmpty() && allowed(schema).isEmpty() && !isScalar(schema);
    }

    /** Whether the whole reply may be a word, a number, a truth. */
    boolean takesScalar() {
        Map<String, Object> schema = resolve(root);
        if (!allowed(schema).isEmpty()) {
            return true;
        }
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                return members.stream().map(this::resolve).anyMatch(Asked::isScalar)
                        || members.stream()
                                .anyMatch(member -> constants(resolve(member)).containsKey("choice"));
            }
        }
        return isScalar(schema);
    }

    private static boolean isScalar(Map<String, Object> schema) {
        Set<String> types = types(schema);
        return !allowed(schema).isEmpty()
                || types.stream().anyMatch(type -> !type.equals("object") && !type.equals("array"));
    }

    /** Whether the root is a union with a member of this name. */
    boolean isChoice(String name) {
        Map<String, Object> schema = resolve(root);
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members
                    && members.stream()
                            .map(member -> constants(resolve(member)).get("choice"))
                            .anyMatch(choice -> choice instanceof String its
                                    && Label.of(its).equals(Label.of(name)))) {
                return true;
            }
        }
        return false;
    }

    /** The one field of a root object that has no other; null when it has more, or is no object. */
    @Nullable
    String onlyField() {
        Map<String, Object> schema = resolve(root);
        return schema.get("properties") instanceof Map<?, ?> map
                        && map.size() == 1
                        && types(schema).contains("object")
                ? String.valueOf(map.keySet().iterator().next())
                : null;
    }

    boolean isList() {
        return types(resolve(root)).contains("array");
    }

    boolean takesNull(Object schemaOrRef) {
        Map<String, Object> schema = resolve(schemaOrRef);
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                return members.stream()
                        .anyMatch(member -> types(resolve(member)).contains("null"));
            }
        }
        List<?> allowed = allowed(schema);
        Set<String> types = types(schema);
        return allowed.contains(Json.NULL) || (allowed.isEmpty() && (types.isEmpty() || types.contains("null")));
    }

    /** The fields that can have one value only, by which a member of a union tells itself. */
    Map<String, Object> constants(Map<String, Object> member) {
        Map<String, Object> constants = new LinkedHashMap<>();
        if (member.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                List<?> allowed = allowed(resolve(property));
                if (allowed.size() == 1) {
                    constants.put(String.valueOf(name), allowed.getFirst());
                }
            });
        }
        return constants;
    }
}
