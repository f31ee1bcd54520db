package dev.signalbox.dsl.value;

import dev.cel.common.values.NullValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values a run keeps: {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@link #NULL}, {@link List} and
 * {@link Map} with string keys in a fixed order. Never a Java {@code null}, an {@link Integer}, or a mutable collection
 * that somebody else holds. A date-time stays its string; expressions read it as a timestamp.
 */
public final class Json {
    /** JSON's null, as CEL knows it. */
    public static final Object NULL = NullValue.NULL_VALUE;

    private Json() {}

    public static boolean isNull(Object value) {
        return value instanceof NullValue;
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

    /**
     * Any tree of Java's own collections and numbers as a value: integers to {@link Long}, other numbers to
     * {@link Double}, null to {@link #NULL}, enums to their names, collections copied and closed. Refuses NaN, the
     * infinities, keys that are no strings and every other class with an {@link IllegalArgumentException}.
     */
    public static Object of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Number number -> finite(number.doubleValue());
            case NullValue nothing -> NULL;
            case Enum<?> constant -> constant.name();
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(key(key), of(field)));
                yield Collections.unmodifiableMap(fields);
            }
            case Collection<?> items -> items.stream().map(Json::of).toList();
            default ->
                throw new IllegalArgumentException(
                        "not a JSON value: " + value.getClass().getName());
        };
    }

    /** Whether two values are equal as CEL sees it: numbers by their value, whether long or double; objects in any order. */
    @SuppressWarnings("ReferenceEquality") // a short cut before looking inside
    public static boolean equal(Object a, Object b) {
        if (a == b) {
            return true;
        }
        return switch (a) {
            case Long x -> b instanceof Long y ? x.longValue() == y.longValue() : b instanceof Double d && same(x, d);
            case Double x ->
                b instanceof Double y ? x.doubleValue() == y.doubleValue() : b instanceof Long n && same(n, x);
            case List<?> x -> b instanceof List<?> y && equalItems(x, y);
            case Map<?, ?> x -> b instanceof Map<?, ?> y && equalFields(x, y);
            default -> a.equals(b);
        };
    }

    private static boolean same(long whole, double number) {
        return (double) whole == number && (long) number == whole;
    }

    private static boolean equalItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalFields(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            Object other = b.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a key that is no string: " + key);
    }

    private static Double finite(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("not a JSON number: " + value);
        }
        return value;
    }
}
