package dev.signalbox.cli.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.signalbox.cli.Complaint;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as the command line prints and reads it: snake_case, nulls of views left out, null values of data kept. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addSerializer(Json.NULL.getClass(), new NullSerializer()))
            .build();

    private JsonText() {}

    /** One line. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Several lines, for a person. */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /**
     * The value of a JSON text, in the forms of {@link Json}.
     *
     * @param what names the text in the complaint about a broken one
     */
    public static Object read(String text, String what) {
        try {
            return value(MAPPER.readTree(text), what);
        } catch (JacksonException broken) {
            int line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
            int column = broken.getLocation() == null ? 1 : broken.getLocation().getColumnNr();
            throw new Complaint(
                    what + " is not JSON: " + broken.getOriginalMessage().replaceAll("\\s+", " ") + " (line " + line
                            + ", column " + column + ")");
        }
    }

    private static Object value(JsonNode node, String what) {
        return switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node, what);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item -> list.add(value(item, what)));
                yield list;
            }
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.forEachEntry((key, item) -> map.put(key, value(item, what)));
                yield map;
            }
            case NULL -> Json.NULL;
            case MISSING -> throw new Complaint(what + " is empty; write a JSON value");
            case BINARY, POJO -> throw new IllegalStateException("not JSON: " + node.getNodeType());
        };
    }

    private static Object number(JsonNode node, String what) {
        if (node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw new Complaint(
                        what + " has the integer " + node.asString() + ", which is larger than 64 bits hold");
            }
            return node.longValue();
        }
        return node.doubleValue();
    }

    private static final class NullSerializer extends ValueSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeNull();
        }
    }
}
