package dev.signalbox.console.wire;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.WholeText;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.ViewJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON of the HTTP contract. It is written as {@link ViewJson} writes it and read more strictly, for it comes from outside:
 * a duplicate key, a nesting deeper than 100 and a number of more than 400 digits are refused.
 */
public final class Wire {
    /** For reading. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(400)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule("engine values").addDeserializer(Object.class, new ValueReader()))
            .build();

    private Wire() {}

    public static String write(Object value) {
        return ViewJson.write(value);
    }

    /** The value as the engine keeps values. A number that no double holds is a bad request. */
    public static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(WholeText.of(entry.getKey()), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isNumber()) {
            return number(node);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isString() ? WholeText.of(node.stringValue()) : Json.NULL;
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        double value = node.isIntegralNumber() ? node.bigIntegerValue().doubleValue() : node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "A number in the JSON is too large: a double cannot hold it.");
        }
        return value;
    }

    private static final class ValueReader extends StdDeserializer<Object> {
        ValueReader() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws JacksonException {
            return value(context.readTree(parser));
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Json.NULL;
        }

        /** Left out is not the same as null: a record's component stays empty. */
        @Override
        public @org.jspecify.annotations.Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
