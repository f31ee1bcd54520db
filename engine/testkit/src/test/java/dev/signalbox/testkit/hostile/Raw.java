package dev.signalbox.testkit.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A piece of JSON text inside a value, to spell what no value can be: {@code NaN}, {@code 1e400}, a key that comes twice.
 */
record Raw(String text) {
    /** The value as JSON, strings as they are but for what must be escaped: half a surrogate pair stays one. */
    static String json(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder into) {
        switch (value) {
            case Raw raw -> into.append(raw.text());
            case String string -> string(string, into);
            case Map<?, ?> map -> {
                into.append('{');
                ordered(map).forEach((key, field) -> {
                    into.append(into.charAt(into.length() - 1) == '{' ? "" : ", ");
                    string(String.valueOf(key), into);
                    into.append(": ");
                    write(field, into);
                });
                into.append('}');
            }
            case List<?> list -> {
                into.append('[');
                list.forEach(item -> {
                    into.append(into.charAt(into.length() - 1) == '[' ? "" : ", ");
                    write(item, into);
                });
                into.append(']');
            }
            default -> into.append(dev.signalbox.dsl.value.Json.isNull(value) ? "null" : value);
        }
    }

    /** An order that is the same in every process, which that of {@code Map.of} is not. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        return map instanceof LinkedHashMap ? map : new TreeMap<>(map);
    }

    private static void string(String string, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> into.append("\\\"");
                case '\\' -> into.append("\\\\");
                case '\n' -> into.append("\\n");
                default -> {
                    if (c < ' ') {
                        into.append(String.format("\\u%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }
}
