package dev.signalbox.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.schema.Schemas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every mapping whose keys the language fixes has an order that knows all of them. */
class KeyOrdersTest {
    @Test
    void noKeyOfAFlowIsWithoutAPlace() {
        assertEquals(List.of(), missing(Schemas.Kind.FLOW, KeyOrders.FLOW));
    }

    @Test
    void noKeyOfAWorkspaceIsWithoutAPlace() {
        assertEquals(List.of(), missing(Schemas.Kind.WORKSPACE, KeyOrders.WORKSPACE));
    }

    @Test
    void noKeyOfATestIsWithoutAPlace() {
        assertEquals(List.of(), missing(Schemas.Kind.TEST, KeyOrders.TEST));
    }

    private static List<String> missing(Schemas.Kind kind, KeyOrder order) {
        JsonNode schema = JsonMapper.builder().build().readTree(Schemas.text(kind));
        List<String> missing = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        walk(schema, schema, order, "", missing, seen);
        assertTrue(seen.size() > 12, "the schema was walked: " + seen);
        return missing;
    }

    private static void walk(
            JsonNode root, JsonNode schema, KeyOrder order, String path, List<String> missing, Set<String> seen) {
        if (path.length() > 400 || !schema.isObject()) {
            return;
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString().replace("#/$defs/", "");
            if (!name.equals("schema") && !name.equals("data_name")) {
                walk(root, root.get("$defs").get(name), order, path, missing, seen);
            }
        }
        for (String union : List.of("oneOf", "anyOf")) {
            if (schema.has(union)) {
                schema.get(union).forEach(member -> walk(root, member, order, path, missing, seen));
            }
        }
        if (schema.has("properties")) {
            // Routes are the author's choice of outcomes, and choosing among single keys is no order.
            boolean free =
                    path.endsWith("/otherwise") || schema.get("properties").size() == 1;
            seen.add(path);
            schema.get("properties").properties().forEach(property -> {
                String name = property.getKey();
                if (!free && !order.keys().containsKey(name)) {
                    missing.add(path + "/" + name);
                }
                KeyOrder inner = order.keys()
                        .getOrDefault(
                                name,
                                order.each().isEmpty()
                                        ? KeyOrder.KEPT
                                        : order.each().getFirst());
                walk(root, property.getValue(), inner, path + "/" + name, missing, seen);
            });
        }
        if (schema.has("additionalProperties")
                && schema.get("additionalProperties").isObject()) {
            walk(
                    root,
                    schema.get("additionalProperties"),
                    order.each().isEmpty() ? KeyOrder.KEPT : order.each().getFirst(),
                    path + "/*",
                    missing,
                    seen);
        }
        if (schema.has("items")) {
            walk(
                    root,
                    schema.get("items"),
                    order.items().isEmpty() ? KeyOrder.KEPT : order.items().getFirst(),
                    path + "/-",
                    missing,
                    seen);
        }
    }
}
