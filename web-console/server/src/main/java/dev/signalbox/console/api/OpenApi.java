package dev.signalbox.console.api;

import dev.signalbox.console.page.Resources;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published description of the API: one file of {@code openapi/} for each subject, laid together. {@code server.json} has
 * the head; each may add paths and schemas, none what another has.
 */
final class OpenApi {
    private static final List<String> SUBJECTS = List.of(
            "server", "flows", "authoring", "drafts", "runs", "holds", "evidence", "notices", "audit", "triggers");
    private static final JsonMapper MAPPER = new JsonMapper();

    private OpenApi() {}

    /** The document as JSON, the same on every call. */
    static String text() {
        ObjectNode whole = part(SUBJECTS.getFirst());
        for (String subject : SUBJECTS.subList(1, SUBJECTS.size())) {
            ObjectNode part = part(subject);
            lay(whole, part, "paths");
            lay((ObjectNode) whole.get("components"), (ObjectNode) part.get("components"), "schemas");
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(whole);
    }

    private static void lay(ObjectNode whole, ObjectNode part, String key) {
        ObjectNode into = (ObjectNode) whole.get(key);
        for (Map.Entry<String, JsonNode> entry : part.get(key).properties()) {
            if (key.equals("paths") && into.has(entry.getKey())) {
                // One path may have methods of two subjects.
                entry.getValue().properties().forEach(method -> add((ObjectNode) into.get(entry.getKey()), method));
            } else {
                add(into, entry);
            }
        }
    }

    private static void add(ObjectNode into, Map.Entry<String, JsonNode> entry) {
        if (into.has(entry.getKey())) {
            throw new IllegalStateException(entry.getKey() + " is described twice");
        }
        into.set(entry.getKey(), entry.getValue());
    }

    private static ObjectNode part(String subject) {
        return (ObjectNode) MAPPER.readTree(Resources.text("/dev/signalbox/console/openapi/" + subject + ".json"));
    }
}
