package dev.signalbox.dsl.value;

import tools.jackson.databind.JsonNode;

/** Values to and from Jackson's tree. An integer beyond 64 bits becomes the nearest double. */
public final class JsonNodes {
    private JsonNodes() {}

    public static JsonNode toNode(Object value) {
        throw new UnsupportedOperationException();
    }

    public static Object fromNode(JsonNode node) {
        throw new UnsupportedOperationException();
    }
}
