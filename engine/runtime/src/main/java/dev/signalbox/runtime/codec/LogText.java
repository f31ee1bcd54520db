package dev.signalbox.runtime.codec;

import dev.signalbox.dsl.value.Json;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Values as the engine keeps them (see {@link Json}) as JSON text and back, exactly: 5.0 stays a double, 5 an integer,
 * null {@link Json#NULL}, an object keeps its order. Apart from the language's own reader because a log must read back
 * whatever was written into it: a value that just passed the bound on depth stands deeper here, inside its event. Refuses
 * with a {@link CodecException} a text that is no JSON, a key that stands twice and a number that is not finite.
 */
public final class LogText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private LogText() {}

    /** The value in one line. */
    public static String write(Object value) {
        return text(out -> write(value, out));
    }

    /** What is written where a generator stands, in one line. */
    static String text(Consumer<JsonGenerator> value) {
        StringBuilderWriter text = new StringBuilderWriter(new StringBuilder(1024));
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            value.accept(out);
        }
        return text.text().toString();
    }

    /** A {@code StringWriter} whose appends take no lock. */
    private static final class StringBuilderWriter extends Writer {
        private final StringBuilder text;

        StringBuilderWriter(StringBuilder text) {
            this.text = text;
        }

        StringBuilder text() {
            return text;
        }

        @Override
        public void write(char[] part, int from, int length) {
            text.append(part, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The value of a text that holds one JSON value and nothing else. */
    public static Object parse(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken token = in.nextToken();
            if (token == null) {
                throw new CodecException("there is no JSON in an empty text");
            }
            Object value = read(in, token);
            if (in.nextToken() != null) {
                throw new CodecException("something follows the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new CodecException("this is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The object of a text that holds one. */
    public static Map<String, Object> parseObject(String text) {
        Object value = parse(text);
        if (!(value instanceof Map<?, ?>)) {
            throw new CodecException("this JSON is no object");
        }
        return Json.object(value);
    }

    /** Writes a value where the generator stands. */
    static void write(@Nullable Object value, JsonGenerator out) {
        if (value == null || Json.isNull(value)) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Long number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Integer number) {
            out.writeNumber(number.intValue());
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new CodecException("JSON has no number " + number);
            }
            out.writeNumber(number.doubleValue());
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                out.writeName((String) field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else {
            throw new CodecException("not a JSON value: " + value.getClass().getName());
        }
    }

    /** The value that begins where the parser stands. */
    public static Object value(JsonParser in) {
        return read(in, in.currentToken());
    }

    private static Object read(JsonParser in, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> in.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Json.NULL;
            case VALUE_NUMBER_FLOAT -> finite(in.getDoubleValue());
            case VALUE_NUMBER_INT -> integer(in);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    list.add(read(in, next));
                }
                yield Collections.unmodifiableList(list);
            }
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    if (map.put(name, read(in, in.nextToken())) != null) {
                        throw new CodecException("the key \"" + name + "\" stands twice in one object");
                    }
                }
                yield Collections.unmodifiableMap(map);
            }
            default -> throw new CodecException("unexpected JSON token " + token);
        };
    }

    private static Object integer(JsonParser in) {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return finite(in.getDoubleValue());
        }
        return in.getLongValue();
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new CodecException("a number is too large for JSON values");
        }
        return number;
    }
}
