package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which schemas providers enforce, written down apart from the code that makes them: OpenAI's guide "Structured Outputs,
 * supported schemas" with the refusals that its server is known to give, and Anthropic's "Structured outputs, JSON Schema
 * limitations" and "complexity limits".
 */
final class StrictRules {
    private static final Set<String> OPENAI = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "description",
            "title",
            "pattern",
            "format",
            "multipleOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minItems",
            "maxItems",
            "$ref",
            "$defs");
    private static final Set<String> ANTHROPIC = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "description",
            "title",
            "pattern",
            "format",
            "$ref",
            "$defs");
    private static final Set<String> TYPES =
            Set.of("string", "number", "boolean", "integer", "object", "array", "null");

    private final boolean openAi;
    private final List<String> faults = new ArrayList<>();
    private int properties;
    private int enumValues;
    private int letters;
    private int optional;
    private int unions;

    private StrictRules(boolean openAi) {
        this.openAi = openAi;
    }

    static List<String> openAi(Map<String, Object> schema) {
        StrictRules rules = new StrictRules(true);
        rules.root(schema);
        rules.bound("object properties", rules.properties, 5_000);
        rules.bound("enum values", rules.enumValues, 1_000);
        rules.bound("characters of names and enum values", rules.letters, 120_000);
        return rules.faults;
    }

    static List<String> anthropic(Map<String, Object> schema) {
        StrictRules rules = new StrictRules(false);
        rules.root(schema);
        rules.bound("optional parameters", rules.optional, 24);
        rules.bound("parameters with union types", rules.unions, 16);
        return rules.faults;
    }

    private void root(Map<String, Object> schema) {
        if (!"object".equals(schema.get("type")) || schema.containsKey("anyOf")) {
            faults.add(
                    "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"" + schema.get("type") + "\"'.");
        }
        node(schema, "()", 0);
    }

    private void bound(String what, int found, int most) {
        if (found > most) {
            faults.add("Expected at most " + most + " " + what + " in total, but received " + found + ".");
        }
    }

    private void node(Map<String, Object> node, String at, int levels) {
        for (String key : node.keySet()) {
            if (!(openAi ? OPENAI : ANTHROPIC).contains(key)) {
                faults.add("In context=" + at + ", '" + key + "' is not permitted.");
            }
        }
        unions += node.containsKey("anyOf") || node.get("type") instanceof List<?> ? 1 : 0;
        if (node.get("anyOf") instanceof List<?> any) {
            union(any, at, levels);
            return;
        }
        types(node, at);
        if (node.get("enum") instanceof List<?> values) {
            values(values, node.get("type"), at);
        }
        boolean object = types(node.get("type")).contains("object");
        if (object != node.containsKey("properties")) {
            faults.add("In context=" + at + ", 'properties' and the type object belong together.");
        }
        if (object) {
            object(node, at, levels + 1);
        }
        if (types(node.get("type")).contains("array") && !(node.get("items") instanceof Map<?, ?>)) {
            faults.add("In context=" + at + ", array schema missing items.");
        }
        if (node.get("items") instanceof Map<?, ?> items) {
            node(Json.object(items), at + "/items", levels);
        }
    }

    private void union(List<?> any, String at, int levels) {
        Map<String, Set<Object>> firsts = new HashMap<>();
        if (any.isEmpty()) {
            faults.add("In context=" + at + ", anyOf is empty.");
        }
        for (int i = 0; i < any.size(); i++) {
            Map<String, Object> member = Json.object(any.get(i));
            node(member, at + "/anyOf/" + i, levels);
            if (openAi && member.get("properties") instanceof Map<?, ?> fields && !fields.isEmpty()) {
                Map.Entry<String, Object> first =
                        Json.object(fields).entrySet().iterator().next();
                // A constant tells members with the same first key apart; two that say the same do not.
                Object constant = Json.object(first.getValue()).get("enum") instanceof List<?> one && one.size() == 1
                        ? one.getFirst()
                        : "any";
                Set<Object> seen = firsts.computeIfAbsent(first.getKey(), key -> new java.util.HashSet<>());
                boolean clash = seen.contains("any") || (constant.equals("any") && !seen.isEmpty());
                if (!seen.add(constant) || clash) {
                    faults.add("Objects provided via 'anyOf' must not share identical first keys. " + at);
                }
            }
        }
    }

    private void types(Map<String, Object> node, String at) {
        List<?> types = types(node.get("type"));
        if (types.isEmpty()) {
            faults.add("In context=" + at + ", schema must have a 'type' key.");
        }
        if (!TYPES.containsAll(types) || Set.copyOf(types).size() != types.size()) {
            faults.add("In context=" + at + ", " + types + " is not valid under any of the given schemas.");
        }
        if (node.get("type") instanceof List<?> list && (list.contains("object") || list.contains("array"))) {
            faults.add("In context=" + at + ", a list of types may name scalars only.");
        }
    }

    private static List<?> types(Object type) {
        return type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
    }

    private void values(List<?> values, Object type, String at) {
        enumValues += values.size();
        int words = 0;
        for (Object value : values) {
            String kind = switch (value) {
                case String s -> "string";
                case Boolean b -> "boolean";
                case Long n -> "integer";
                case Double d -> "number";
                default -> Json.isNull(value) ? "null" : "object";
            };
            words += value instanceof String text ? text.length() : 0;
            if (!types(type).contains(kind)
                    && !(kind.equals("integer") && types(type).contains("number"))) {
                faults.add("In context=" + at + ", enum value " + value + " does not validate against " + type + ".");
            }
        }
        letters += words;
        if (openAi && values.size() > 250 && words > 15_000) {
            faults.add("In context=" + at + ", the enum's values are longer than 15000 characters.");
        }
        if (values.isEmpty() || Set.copyOf(values).size() != values.size()) {
            faults.add("In context=" + at + ", enum values must be some, and unique.");
        }
    }

    private void object(Map<String, Object> node, String at, int levels) {
        if (openAi && levels > 10) {
            faults.add("In context=" + at + ", " + levels + " levels of nesting exceed the limit of 10.");
        }
        if (!Boolean.FALSE.equals(node.get("additionalProperties"))) {
            faults.add("In context=" + at + ", 'additionalProperties' is required to be supplied and to be false.");
        }
        Map<String, Object> fields = Json.object(node.get("properties"));
        List<?> required = node.get("required") instanceof List<?> list ? list : List.of();
        if (!fields.keySet().containsAll(required) || Set.copyOf(required).size() != required.size()) {
            faults.add("In context=" + at + ", 'required' names what is no property, or one twice.");
        }
        if (openAi && !required.containsAll(fields.keySet())) {
            faults.add("In context=" + at
                    + ", 'required' is required to be supplied and to be an array including every key in properties.");
        }
        properties += fields.size();
        optional += fields.size() - required.size();
        fields.forEach((name, field) -> {
            letters += name.length();
            node(Json.object(field), at + "/" + name, levels);
        });
    }
}
