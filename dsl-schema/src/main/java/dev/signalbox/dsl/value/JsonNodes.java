package dev.signalbox.dsl.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values to and from Jackson's tree. An integer beyond 64 bits becomes the nearest double. */
public final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    /** Refuses what is not a value of {@link Json} with an {@link IllegalArgumentException}. */
    public static JsonNode toNode(Object value) {
        return switch (value) {
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Long number -> NODES.numberNode(number.longValue());
            case Double number -> NODES.numberNode(number.doubleValue());
            case Map<?, ?> map -> {
                ObjectNode node = NODES.objectNode();
                map.forEach((key, field) -> node.set((String) key, toNode(field)));
                yield node;
            }
            case List<?> list -> {
                ArrayNode node = NODES.arrayNode();
                list.forEach(item -> node.add(toNode(item)));
                yield node;
            }
            default -> {
                if (!Json.isNull(value)) {
                    throw new IllegalArgumentException(
                            "not a JSON value: " + value.getClass().getName());
                }
                yield NODES.nullNode();
            }
        };
    }

    /** A missing node is null. */
    public static Object fromNode(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong()
                    ? (Object) node.longValue()
                    : (Object) node.bigIntegerValue().doubleValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>(node.size());
            node.forEach(item -> items.add(fromNode(item)));
            return Collections.unmodifiableList(items);
        }
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.forEachEntry((key, field) -> fields.put(key, fromNode(field)));
            return Collections.unmodifiableMap(fields);
        }
        return Json.NULL;
    }
}
