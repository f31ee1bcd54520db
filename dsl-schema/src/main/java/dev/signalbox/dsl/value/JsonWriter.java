package dev.signalbox.dsl.value;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Walks a value and writes it in one of the three forms. */
final class JsonWriter {
    enum Form {
        COMPACT,
        PRETTY,
        CANONICAL
    }

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final Form form;

    private JsonWriter(Form form) {
        this.form = form;
    }

    static String write(Object value, Form form) {
        JsonWriter writer = new JsonWriter(form);
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case String text -> string(text);
            case Boolean truth -> out.append(truth.booleanValue());
            case Long number -> out.append(number.longValue());
            case Double number -> number(number);
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> array(list, depth);
            default -> {
                if (!Json.isNull(value)) {
                    throw new IllegalArgumentException(
                            "not a JSON value: " + value.getClass().getName());
                }
                out.append("null");
            }
        }
    }

    private void number(double value) {
        String text = Numbers.ecma(value);
        if (form == Form.CANONICAL) {
            out.append(text);
            return;
        }
        if (value == 0 && Math.copySign(1, value) < 0) {
            out.append('-');
        }
        out.append(text);
        boolean readsAsLong = text.indexOf('.') < 0 && text.indexOf('e') < 0;
        if (readsAsLong) {
            out.append(".0");
        }
    }

    private void object(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        // String's own order is by UTF-16 code unit, which is what RFC 8785 asks for.
        Map<?, ?> ordered = form == Form.CANONICAL ? new TreeMap<>(map) : map;
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = ordered.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            string((String) entry.getKey());
            out.append(form == Form.PRETTY ? ": " : ":");
            value(entry.getValue(), depth + 1);
            if (entries.hasNext()) {
                out.append(',');
            }
        }
        line(depth);
        out.append('}');
    }

    private void array(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            line(depth + 1);
            value(list.get(i), depth + 1);
        }
        line(depth);
        out.append(']');
    }

    private void line(int depth) {
        if (form == Form.PRETTY) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
