package dev.signalbox.dsl.value;

/**
 * JSON text to values and back. Strict: no comments, no trailing commas, no NaN, no duplicate keys, nothing after the
 * value, at most 200 levels deep. A number without fraction and exponent that fits 64 bits is a {@link Long}, any other
 * a {@link Double}; a double is written so that it is read as a double again (5.0).
 */
public final class JsonText {
    private JsonText() {}

    /** Throws a {@link JsonTextException} with line and column at text that is no JSON. */
    public static Object parse(String text) {
        return JsonReader.read(text);
    }

    /** Compact, keys in the value's own order. */
    public static String write(Object value) {
        return JsonWriter.write(value, JsonWriter.Form.COMPACT);
    }

    /** For people: two spaces a level, keys in the value's own order. */
    public static String pretty(Object value) {
        return JsonWriter.write(value, JsonWriter.Form.PRETTY);
    }
}
