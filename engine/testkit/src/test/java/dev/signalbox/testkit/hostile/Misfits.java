package dev.signalbox.testkit.hostile;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values with one thing wrong with them. */
final class Misfits {
    private static final List<Raw> NUMBERS = List.of(
            new Raw("1e308"),
            new Raw("-1e308"),
            new Raw("1e400"),
            new Raw("-0"),
            new Raw("-0.0"),
            new Raw("NaN"),
            new Raw("Infinity"),
            new Raw("-Infinity"),
            new Raw("99999999999999999999999999"),
            new Raw("0x1F"),
            new Raw("1_000"),
            new Raw("007"),
            new Raw("5000.0000000000001"),
            new Raw("-1"),
            new Raw("9007199254740993"),
            new Raw("9".repeat(3_000)));

    private final Random random;
    private final SchemaValues values;

    Misfits(Random random, SchemaValues values) {
        this.random = random;
        this.values = values;
    }

    /** A value for the schema, spoilt in one place. */
    Object nearly(Object schema) {
        Object value = values.fitting(schema);
        Map<String, Object> root = SchemaValues.resolve(schema, schema);
        List<Object> members = SchemaValues.members(root);
        if (!members.isEmpty() && value instanceof Map<?, ?> map && random.nextInt(3) == 0) {
            return otherMember(Json.object(map), schema, members);
        }
        return spoilt(value);
    }

    /** A value of no type that anybody asked for. */
    Object another() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextBoolean();
            case 1 -> HostileTexts.any(random, NUMBERS);
            case 2 -> List.of(List.of(1L), Map.of(), "x");
            case 3 -> Json.NULL;
            case 4 -> Map.of("0", Map.of("1", HostileTexts.raw(random)));
            default -> List.of();
        };
    }

    /** The name of one member over the fields of another, in one of several ways. */
    private Object otherMember(Map<String, Object> value, Object schema, List<Object> members) {
        Object other = values.fitting(inPlace(schema, HostileTexts.any(random, members)));
        Map<String, Object> fields = new LinkedHashMap<>(value);
        if (!(other instanceof Map<?, ?> map)) {
            return other;
        }
        Object choice = Json.object(map).getOrDefault("choice", "none");
        switch (random.nextInt(4)) {
            case 0 -> fields.put("choice", choice);
            case 1 -> fields.put("Choice", choice);
            case 2 -> {
                // The same key twice: whoever reads first and whoever reads last see two different replies.
                String once = Raw.json(fields);
                return new Raw(once.substring(0, once.length() - 1) + ", \"choice\": " + Raw.json(choice) + "}");
            }
            default -> fields.putAll(Json.object(map));
        }
        return fields;
    }

    private static Object inPlace(Object schema, Object member) {
        Map<String, Object> alone = new LinkedHashMap<>(SchemaValues.resolve(schema, member));
        if (Json.object(schema).get("$defs") != null) {
            alone.put("$defs", Json.object(schema).get("$defs"));
        }
        return alone;
    }

    private Object spoilt(Object value) {
        return switch (value) {
            case Map<?, ?> map -> spoiltObject(new LinkedHashMap<>(Json.object(map)));
            case List<?> list -> spoiltList(new ArrayList<>(Json.list(list)));
            case Number number -> HostileTexts.any(random, NUMBERS);
            case String text -> spoiltText(text);
            default -> another();
        };
    }

    /** One item that does not fit, or more items than anybody wants. */
    private Object spoiltList(List<Object> items) {
        if (!items.isEmpty() && random.nextBoolean()) {
            int at = random.nextInt(items.size());
            items.set(at, spoilt(items.get(at)));
            return items;
        }
        Object more = items.isEmpty() ? "more" : items.getFirst();
        for (int i = 0; i < 60; i++) {
            items.add(more);
        }
        return items;
    }

    private Object spoiltObject(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return another();
        }
        String field = HostileTexts.any(random, List.copyOf(fields.keySet()));
        switch (random.nextInt(6)) {
            case 0 -> fields.remove(field);
            case 1 -> fields.put(field, Json.NULL);
            case 2 -> fields.put(field, another());
            case 3 -> fields.put(field, List.of(fields.get(field)));
            case 4 -> {
                Object was = fields.remove(field);
                fields.put(field.toUpperCase(java.util.Locale.ROOT) + "_", was);
            }
            default -> fields.put(field, spoilt(fields.get(field)));
        }
        return fields;
    }

    private Object spoiltText(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toUpperCase(java.util.Locale.ROOT);
            case 1 -> text + " or so";
            case 2 -> text + HostileTexts.bytes(random);
            case 3 -> "x".repeat(9_000);
            case 4 -> text.replace('o', '\u043e'); // looks the same, and is not
            default -> another();
        };
    }
}
