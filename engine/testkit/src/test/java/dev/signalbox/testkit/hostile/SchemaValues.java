package dev.signalbox.testkit.hostile;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Values made for a self-contained JSON Schema: such as fit it, whatever their texts say. */
public final class SchemaValues {
    private static final int DEEPEST = 8;

    private final Random random;
    private final Function<Random, String> texts;

    /** With texts that a decoder has seen. */
    public SchemaValues(Random random) {
        this(random, HostileTexts::some);
    }

    SchemaValues(Random random, Function<Random, String> texts) {
        this.random = random;
        this.texts = texts;
    }

    /** A value that fits, as far as the keywords that flows use can tell. */
    public Object fitting(Object schema) {
        return fitting(schema, schema, 0);
    }

    static Map<String, Object> resolve(Object root, Object schema) {
        Map<String, Object> at = Json.object(schema);
        while (at.get("$ref") instanceof String ref) {
            Object to = root;
            for (String part : ref.substring(2).split("/", -1)) {
                to = Json.object(to).get(part.replace("~1", "/").replace("~0", "~"));
                if (to == null) {
                    throw new IllegalArgumentException("a reference to nowhere: " + ref);
                }
            }
            at = Json.object(to);
        }
        return at;
    }

    static List<Object> members(Map<String, Object> schema) {
        Object union = schema.getOrDefault("oneOf", schema.getOrDefault("anyOf", List.of()));
        return Json.list(union);
    }

    private Object fitting(Object root, Object of, int depth) {
        Map<String, Object> schema = resolve(root, of);
        if (schema.get("const") != null) {
            return schema.get("const");
        }
        if (schema.get("enum") instanceof List<?> choices) {
            return HostileTexts.any(random, choices);
        }
        List<Object> members = members(schema);
        if (!members.isEmpty()) {
            return fitting(root, HostileTexts.any(random, members), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(root, schema, depth);
            case "array" -> array(root, schema, depth);
            case "string" -> text(schema);
            case "integer" -> (long) Math.floor(number(schema));
            case "number" -> number(schema);
            case "boolean" -> random.nextBoolean();
            case "null" -> Json.NULL;
            default -> texts.apply(random);
        };
    }

    private static String type(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof List<?> several) {
            return String.valueOf(several.getFirst());
        }
        boolean fields = schema.containsKey("properties");
        return type instanceof String one ? one : fields ? "object" : "";
    }

    private Object object(Object root, Map<String, Object> schema, int depth) {
        Map<String, Object> value = new LinkedHashMap<>();
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        Json.object(schema.getOrDefault("properties", Map.of())).forEach((name, property) -> {
            if (required.contains(name) || (depth < DEEPEST && random.nextInt(3) > 0)) {
                value.put(name, fitting(root, property, depth + 1));
            }
        });
        return value;
    }

    private Object array(Object root, Map<String, Object> schema, int depth) {
        int least = schema.get("minItems") instanceof Number n ? n.intValue() : 0;
        int most = schema.get("maxItems") instanceof Number n ? n.intValue() : 4;
        int size = least + random.nextInt(Math.max(1, Math.min(most, least + 5) - least + 1));
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(fitting(root, schema.getOrDefault("items", Map.of("type", "string")), depth + 1));
        }
        return items;
    }

    private String text(Map<String, Object> schema) {
        if (schema.get("pattern") instanceof String) {
            return HostileTexts.any(random, List.of("2.0.0", "3.5.0", "1.8.0", "0.0.1"));
        }
        int most = schema.get("maxLength") instanceof Number n ? n.intValue() : 10_000;
        int least = schema.get("minLength") instanceof Number n ? n.intValue() : 0;
        StringBuilder text = new StringBuilder(texts.apply(random));
        while (text.length() < least || random.nextInt(12) == 0) {
            text.append(' ').append(texts.apply(random));
        }
        int end = Math.min(most, text.length());
        return text.substring(0, end);
    }

    private double number(Map<String, Object> schema) {
        double low = schema.get("minimum") instanceof Number n ? n.doubleValue() : -2_000;
        double high = schema.get("maximum") instanceof Number n ? n.doubleValue() : 6_000;
        return switch (random.nextInt(6)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> Math.min(high, Math.max(low, 0));
            default -> Math.floor(low + random.nextDouble() * (high - low));
        };
    }
}
