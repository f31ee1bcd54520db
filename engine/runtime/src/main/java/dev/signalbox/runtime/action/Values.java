package dev.signalbox.runtime.action;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonNodes;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Between what the other side says, a program's own objects, and the values a run keeps. */
final class Values {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Values() {}

    /** The values of an answer; refuses what is no JSON with a sentence. */
    static Object parse(String text) throws Refusal {
        try {
            return JsonText.parse(text);
        } catch (JsonTextException e) {
            throw new Refusal("The answer says it is JSON and is not: " + e.getMessage());
        }
    }

    /** JSON text; a double that is a whole number is written as one. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(plain(value));
    }

    /** What a program's own object becomes in a run. */
    static Object of(@Nullable Object answer) {
        return answer == null ? Json.NULL : JsonNodes.fromNode(MAPPER.valueToTree(answer));
    }

    /** The same value as Jackson and a program's records know it: null for null, whole doubles as whole numbers. */
    static @Nullable Object plain(Object value) {
        if (Json.isNull(value)) {
            return null;
        }
        if (value instanceof Map<?, ?>) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            Json.object(value).forEach((name, field) -> fields.put(name, plain(field)));
            return fields;
        }
        if (value instanceof List<?>) {
            List<@Nullable Object> items = new ArrayList<>();
            Json.list(value).forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return new BigDecimal(number).toBigInteger();
        }
        return value;
    }
}
