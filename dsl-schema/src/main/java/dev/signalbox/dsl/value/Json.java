package dev.signalbox.dsl.value;

import java.util.List;
import java.util.Map;

/**
 * The values a run keeps: {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@link #NULL}, {@link List} and
 * {@link Map} with string keys in a fixed order. Never a Java {@code null}, an {@link Integer}, or a mutable collection
 * that somebody else holds. A date-time stays its string; expressions read it as a timestamp.
 */
public final class Json {
    /** JSON's null, as CEL knows it. */
    public static final Object NULL = dev.cel.common.values.NullValue.NULL_VALUE;

    private Json() {}

    public static boolean isNull(Object value) {
        return value == NULL;
    }

    /** The value as an object. Refuses anything else with an {@link IllegalArgumentException}. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not an object: " + value.getClass().getSimpleName());
    }

    /** The value as a list. Refuses anything else with an {@link IllegalArgumentException}. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("not a list: " + value.getClass().getSimpleName());
    }
}
