package dev.signalbox.runtime.action;

import dev.signalbox.dsl.value.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Between JSON text, Java objects and the values a run keeps. */
final class Values {
    /** Deeper answers are refused: nothing a flow declares is that deep. */
    private static final int MAX_DEPTH = 100;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    private Values() {}

    /** The values of a JSON text; refuses what is no JSON with a sentence. */
    static Object parse(String text) throws Refusal {
        try {
            return of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new Refusal("The answer says it is JSON and is not: " + e.getOriginalMessage());
        } catch (ArithmeticException e) {
            throw new Refusal("The answer holds a number that is too large.");
        }
    }

    /** JSON text; a double that is a whole number is written as one. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(plain(value));
    }

    static Object of(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return Json.NULL;
        }
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
            return Collections.unmodifiableMap(fields);
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return List.copyOf(items);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isString() ? node.stringValue() : node.asString();
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber()) {
            BigInteger whole = node.bigIntegerValue();
            return whole.bitLength() < 64 ? (Object) whole.longValue() : (Object) finite(whole.doubleValue());
        }
        return finite(node.doubleValue());
    }

    private static Double finite(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ArithmeticException();
        }
        return value;
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
