package dev.signalbox.runtime.mcp;

import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.dsl.value.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool as its server describes it. Its pin is the SHA-256 over the canonical JSON of everything that says what it does: name,
 * title, description, input and output schema, annotations. Icons and {@code _meta} may change freely.
 *
 * @param definition those parts, as the server gave them
 */
public record Tool(String name, Map<String, Object> definition) {
    private static final List<String> PARTS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    public Tool {
        definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    }

    /** Reads one entry of {@code tools/list}; null when it has no name. */
    static @Nullable Tool of(Object said) {
        if (!(said instanceof Map<?, ?>) || !(Json.object(said).get("name") instanceof String name)) {
            return null;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String part : PARTS) {
            Object value = Json.object(said).get(part);
            if (value != null && !Json.isNull(value)) {
                kept.put(part, value);
            }
        }
        return new Tool(name, kept);
    }

    /** {@code sha256:} and 64 hexadecimal digits: what an action's {@code schema} says. */
    public String pin() {
        return "sha256:" + CanonicalJson.sha256(definition);
    }

    public String description() {
        return definition.get("description") instanceof String text ? text : "";
    }

    public Map<String, Object> inputSchema() {
        return definition.get("inputSchema") instanceof Map<?, ?> schema ? Json.object(schema) : Map.of();
    }

    /** Empty when the tool does not say what it returns. */
    public Map<String, Object> outputSchema() {
        return definition.get("outputSchema") instanceof Map<?, ?> schema ? Json.object(schema) : Map.of();
    }

    /** A hint by the server's own word, and no more than that. */
    public boolean saysItOnlyReads() {
        return definition.get("annotations") instanceof Map<?, ?> hints
                && Boolean.TRUE.equals(Json.object(hints).get("readOnlyHint"));
    }
}
