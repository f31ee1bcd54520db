package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Schemas of every shape that a flow may write, and values that a projection allows. A seed tells them again. */
final class RandomSchemas {
    private final Random random;
    private final boolean bounds;
    private int names;

    /** @param bounds whether with keywords that a projection turns into words, and with what it cannot say */
    RandomSchemas(long seed, boolean bounds) {
        random = new Random(seed);
        this.bounds = bounds;
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = node(4);
        if (random.nextInt(4) == 0) {
            Map<String, Object> defs = new LinkedHashMap<>();
            defs.put("A", node(2));
            if (bounds && random.nextInt(3) == 0) {
                defs.put("Tree", Map.of("type", "array", "items", Map.of("$ref", "#/$defs/Tree")));
                schema = object(List.of(node(1), Map.of("$ref", "#/$defs/Tree")));
            } else {
                schema = object(List.of(Map.of("$ref", "#/$defs/A"), node(2)));
            }
            schema.put("$defs", defs);
        }
        return schema;
    }

    private Map<String, Object> node(int depth) {
        Map<String, Object> node = switch (random.nextInt(depth > 0 ? 13 : 7)) {
            case 0, 1 -> text();
            case 2 -> number("number");
            case 3 -> number("integer");
            case 4 -> typed("boolean");
            case 5 -> constants();
            case 6 -> several();
            case 7 -> list(depth);
            case 8 -> union(depth);
            case 9 -> told(depth);
            default -> object(nodes(depth));
        };
        if (random.nextInt(5) == 0) {
            node.put("description", "what it is");
        }
        if (bounds) {
            decorate(node);
        }
        return node;
    }

    private void decorate(Map<String, Object> node) {
        switch (random.nextInt(40)) {
            case 0 -> node.put("default", "x");
            case 1 -> node.put("examples", List.of(1L, "a"));
            case 2 -> node.put("not", Map.of("const", "never"));
            case 3 -> node.put("$comment", "for people");
            case 4 -> node.put("title", "Title");
            case 5 -> node.put("x-form", Map.of("widget", "slider"));
            case 6 -> node.put("allOf", List.of(Map.of("minProperties", 1L)));
            case 7 -> node.put("if", Map.of("required", List.of("a")));
            case 8 -> node.put("readOnly", true);
            default -> {
                // Most are plain.
            }
        }
    }

    private static Map<String, Object> typed(String type) {
        return new LinkedHashMap<>(Map.of("type", type));
    }

    private Map<String, Object> text() {
        Map<String, Object> text = typed("string");
        if (bounds && random.nextBoolean()) {
            text.put("maxLength", (long) random.nextInt(400));
            if (random.nextInt(4) == 0) {
                text.put("pattern", "^[a-z]+$");
            }
            if (random.nextInt(6) == 0) {
                text.put("format", "date-time");
            }
        }
        return text;
    }

    private Map<String, Object> number(String type) {
        Map<String, Object> number = typed(type);
        if (random.nextBoolean()) {
            number.put("minimum", 0L);
            number.put("maximum", 100L);
        }
        if (bounds && random.nextInt(4) == 0) {
            number.put("multipleOf", 5L);
        }
        return number;
    }

    private Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            constants.put("const", "fixed");
            return constants;
        }
        Set<Object> values = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            values.add(
                    switch (random.nextInt(bounds ? 10 : 7)) {
                        case 0 -> (long) i;
                        case 1 -> i % 2 == 0;
                        case 2 -> Json.NULL;
                        case 7 -> i + 0.5;
                        case 8 -> bounds && random.nextInt(4) == 0 ? List.of(1L) : "list";
                        default -> "value" + i;
                    });
        }
        constants.put("enum", List.copyOf(values));
        return constants;
    }

    private Map<String, Object> several() {
        List<String> types = new ArrayList<>(List.of("string", "integer", "boolean", "null"));
        java.util.Collections.shuffle(types, random);
        return new LinkedHashMap<>(Map.of("type", List.copyOf(types.subList(0, 1 + random.nextInt(3)))));
    }

    private Map<String, Object> list(int depth) {
        Map<String, Object> list = typed("array");
        if (bounds && random.nextInt(8) == 0) {
            list.put("prefixItems", List.of(node(depth - 1)));
        } else if (!bounds || random.nextInt(8) != 0) {
            list.put("items", node(depth - 1));
        }
        if (bounds && random.nextBoolean()) {
            list.put("maxItems", (long) random.nextInt(9));
            list.put("uniqueItems", true);
        }
        return list;
    }

    private List<Map<String, Object>> nodes(int depth) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            nodes.add(node(depth - 1));
        }
        return nodes;
    }

    private Map<String, Object> object(List<? extends Map<String, Object>> fields) {
        Map<String, Object> object = typed("object");
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Map<String, Object> field : fields) {
            String name = random.nextInt(6) == 0 ? "same" : "f" + names++;
            if (properties.put(name, field) == null && random.nextBoolean()) {
                required.add(name);
            }
        }
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        switch (random.nextInt(bounds ? 12 : 4)) {
            case 0, 1 -> object.put("additionalProperties", false);
            case 2 -> object.put("additionalProperties", true);
            case 4 -> object.put("additionalProperties", typed("string"));
            case 5 -> object.put("patternProperties", Map.of("^x", typed("string")));
            case 6 -> object.put("required", List.of("elsewhere"));
            case 7 -> object.put("minProperties", 1L);
            default -> {
                // Open, as most files leave it.
            }
        }
        return object;
    }

    private Map<String, Object> union(int depth) {
        List<Object> members = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            members.add(node(depth - 1));
        }
        if (random.nextInt(3) == 0) {
            members.add(typed("null"));
        }
        return new LinkedHashMap<>(Map.of("anyOf", members));
    }

    /** A union whose members a constant tells apart, wherever in them it stands. */
    private Map<String, Object> told(int depth) {
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            Map<String, Object> member = object(nodes(depth - 1));
            Map<String, Object> properties = new LinkedHashMap<>();
            boolean first = random.nextBoolean();
            if (first) {
                properties.put("choice", Map.of("const", "c" + i));
            }
            properties.putAll(Json.object(member.get("properties")));
            if (!first) {
                properties.put("choice", Map.of("const", "c" + i));
            }
            member.put("properties", properties);
            List<Object> required = new ArrayList<>(List.of("choice"));
            if (member.get("required") instanceof List<?> more) {
                required.addAll(more);
            }
            member.put("required", required);
            members.add(member);
        }
        return new LinkedHashMap<>(Map.of("oneOf", members));
    }

    /** A value that a provider may give which holds a reply to this projection. */
    Object value(Object projected) {
        Map<String, Object> node = Json.object(projected);
        if (node.get("anyOf") instanceof List<?> any) {
            return value(any.get(random.nextInt(any.size())));
        }
        if (node.get("enum") instanceof List<?> values) {
            return values.get(random.nextInt(values.size()));
        }
        Object type =
                node.get("type") instanceof List<?> types ? types.get(random.nextInt(types.size())) : node.get("type");
        return switch (String.valueOf(type)) {
            case "string" -> random.nextBoolean() ? "some text" : "";
            case "number" -> random.nextInt(100) + 0.5;
            case "integer" -> (long) random.nextInt(100);
            case "boolean" -> random.nextBoolean();
            case "null" -> Json.NULL;
            case "array" -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(node.get("items")));
                }
                yield items;
            }
            case "object" -> {
                List<?> required = (List<?>) node.get("required");
                Map<String, Object> fields = new LinkedHashMap<>();
                Json.object(node.get("properties")).forEach((name, field) -> {
                    if (required.contains(name) || random.nextBoolean()) {
                        fields.put(name, value(field));
                    }
                });
                yield fields;
            }
            default -> throw new IllegalArgumentException("no type: " + node);
        };
    }
}
