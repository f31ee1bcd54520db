package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;

/**
 * How much of a schema there is, as providers count it: OpenAI's "Structured Outputs, supported schemas" and Anthropic's
 * "Structured outputs, schema complexity limits".
 */
final class SchemaSize {
    private static final int LARGE_ENUM = 250;

    private int levels;
    private int properties;
    private int optional;
    private int unions;
    private int members;
    private int letters;
    private boolean wordyEnum;

    private SchemaSize() {}

    static SchemaSize of(Map<String, Object> projected) {
        SchemaSize size = new SchemaSize();
        size.count(projected, 0);
        return size;
    }

    boolean fitsOpenAi() {
        return levels <= 10 && properties <= 5_000 && members <= 1_000 && letters <= 120_000 && !wordyEnum;
    }

    boolean fitsAnthropic() {
        return optional <= 24 && unions <= 16;
    }

    private void count(Map<String, Object> node, int depth) {
        unions += node.containsKey("anyOf") || node.get("type") instanceof List<?> ? 1 : 0;
        if (node.get("enum") instanceof List<?> values) {
            int words = values.stream()
                    .filter(String.class::isInstance)
                    .mapToInt(value -> ((String) value).length())
                    .sum();
            members += values.size();
            letters += words;
            wordyEnum |= values.size() > LARGE_ENUM && words > 15_000;
        }
        if (node.get("properties") instanceof Map<?, ?> fields) {
            levels = Math.max(levels, depth + 1);
            properties += fields.size();
            optional += fields.size() - (node.get("required") instanceof List<?> required ? required.size() : 0);
            Json.object(fields).forEach((name, field) -> {
                letters += name.length();
                count(Json.object(field), depth + 1);
            });
        }
        if (node.get("items") instanceof Map<?, ?> items) {
            count(Json.object(items), depth);
        }
        if (node.get("anyOf") instanceof List<?> any) {
            any.forEach(member -> count(Json.object(member), depth));
        }
    }
}
