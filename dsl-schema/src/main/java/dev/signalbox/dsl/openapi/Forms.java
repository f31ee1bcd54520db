package dev.signalbox.dsl.openapi;

import dev.signalbox.dsl.openapi.OpenApiDocument.Node;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a form by the names that are sent. A list is sent entry by entry under its name; a service that reads brackets
 * ({@code deepObject}) knows it as a list by {@code []} behind the name, so the field is called so.
 */
final class Forms {
    private static final Set<String> SINGLE = Set.of("string", "integer", "number", "boolean");

    private Forms() {}

    /** @param type the media type, whose {@code encoding} says how fields are written */
    static Object named(Node type, Object schema) {
        if (!(schema instanceof Map<?, ?> map && map.get("properties") instanceof Map<?, ?> properties)) {
            return schema;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Object> required =
                new ArrayList<>(map.get("required") instanceof List<?> names ? Json.list(names) : List.of());
        Json.object(properties).forEach((name, field) -> {
            boolean brackets = type.at("encoding").at(name).text("style").equals("deepObject");
            String sent = brackets && isListOfSingles(field) ? name + "[]" : name;
            required.replaceAll(one -> one.equals(name) ? sent : one);
            fields.put(sent, field);
        });
        Map<String, Object> named = new LinkedHashMap<>(Json.object(map));
        named.replace("properties", fields);
        named.replace("required", required);
        return named;
    }

    private static boolean isListOfSingles(Object field) {
        return field instanceof Map<?, ?> map
                && "array".equals(map.get("type"))
                && map.get("items") instanceof Map<?, ?> items
                && (SINGLE.contains(String.valueOf(items.get("type"))) || items.containsKey("enum"));
    }
}
