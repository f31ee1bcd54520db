package dev.signalbox.runtime.api;

import dev.cel.common.values.NullValue;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonNodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Between the values of a run and a program's own records. A component is called what the field is called, unless it has
 * {@code @JsonProperty}. What does not fit is a {@link Problem} of kind {@code INVALID} that names the type.
 */
public final class Typed {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(values()).build();

    private Typed() {}

    /** For a program's own mapper, so that it writes the values in views: their null is an object of its own. */
    public static JacksonModule values() {
        return new SimpleModule("signalbox-values").addSerializer(NullValue.class, new ValueSerializer<NullValue>() {
            @Override
            public void serialize(NullValue value, JsonGenerator out, SerializationContext context) {
                out.writeNull();
            }
        });
    }

    /** A run's input of a record or a map, which may hold records; refuses what is no JSON object. */
    public static Map<String, Object> input(Object recordOrMap) {
        if (value(recordOrMap) instanceof Map<?, ?> object) {
            return Json.object(object);
        }
        throw new Problem(Problem.Kind.INVALID, "The input of a run is a JSON object.");
    }

    /** What a program's own object is as a value of a run. */
    public static Object value(Object own) {
        try {
            return JsonNodes.fromNode(MAPPER.valueToTree(own));
        } catch (JacksonException e) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "A " + own.getClass().getSimpleName() + " cannot be written as JSON: " + e.getOriginalMessage());
        }
    }

    /** A value of a run, such as its output or one name of its data, as the program knows it. */
    public static <T> T as(@Nullable Object value, Class<T> type) {
        if (value == null || Json.isNull(value)) {
            throw new Problem(Problem.Kind.INVALID, "There is no value to be read as " + type.getSimpleName() + ".");
        }
        try {
            return MAPPER.treeToValue(JsonNodes.toNode(value), type);
        } catch (JacksonException e) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The value does not fit " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }
}
