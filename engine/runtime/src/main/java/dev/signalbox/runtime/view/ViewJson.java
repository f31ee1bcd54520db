package dev.signalbox.runtime.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.codec.LogText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Views as JSON and back, the same for the server, its client and the command line: snake_case, nulls left out, values as
 * the engine keeps them (an integer is a long, JSON's null {@link Json#NULL}). Reading skips fields that it does not know:
 * a server may be newer than its client.
 */
public final class ViewJson {
    /** For whoever writes or reads streams; safe to share. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule("signalbox-values")
                    .addSerializer(nullClass(), new NullWriter())
                    .addDeserializer(Object.class, new ValueReader()))
            .build();

    private ViewJson() {}

    public static String write(Object view) {
        return MAPPER.writeValueAsString(view);
    }

    /** For people: indented. */
    public static String pretty(Object view) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(view);
    }

    /** Throws a {@link CodecException} at text that is no such view. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new CodecException("this is no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** As {@link #read(String, Class)}, for pages and lists. */
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new CodecException("this is no " + type.getType() + ": " + e.getOriginalMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> nullClass() {
        return (Class<Object>) Json.NULL.getClass();
    }

    private static final class NullWriter extends ValueSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator out, SerializationContext context) {
            out.writeNull();
        }
    }

    private static final class ValueReader extends ValueDeserializer<Object> {
        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) {
            return LogText.value(in);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Json.NULL;
        }
    }
}
