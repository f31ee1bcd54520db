package dev.signalbox.core.context;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Values as text for a model: the same bytes for the same value, numbers in their shortest plain form. The YAML is what a
 * person would write: plain scalars where YAML reads them back as the same string, blocks for lines.
 */
final class PlainText {
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "(?i)null|~|true|false|yes|no|on|off|[-+.]?[0-9][-+0-9_.:eobx]*|0x[0-9a-f]+|[-+]?\\.(inf|nan)|");
    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`= \t";

    private PlainText() {}

    /** A scalar as it is; anything else as YAML. */
    static String text(Object value) {
        return value instanceof String string ? string : yaml(value);
    }

    static String yaml(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out, false);
        return out.toString();
    }

    static String json(Object value) {
        return JsonText.write(value);
    }

    private static void write(Object value, int indent, StringBuilder out, boolean afterDash) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            writeMap(map, indent, out, afterDash);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            writeList(list, indent, out, afterDash);
        } else {
            out.append(scalar(value, indent));
        }
    }

    private static void writeMap(Map<?, ?> map, int indent, StringBuilder out, boolean afterDash) {
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first || !afterDash) {
                startLine(out, indent);
            }
            first = false;
            out.append(key(String.valueOf(entry.getKey()))).append(':');
            writeNested(entry.getValue(), indent, out);
        }
    }

    private static void writeNested(Object value, int indent, StringBuilder out) {
        int colon = out.length();
        write(value, indent + 2, out, false);
        // What is nested has begun a line of its own.
        if (out.charAt(colon) != '\n') {
            out.insert(colon, ' ');
        }
    }

    /** A key stands on one line. */
    private static String key(String key) {
        return isPlain(key) ? key : JsonText.write(key);
    }

    private static void writeList(List<?> list, int indent, StringBuilder out, boolean afterDash) {
        boolean first = true;
        for (Object item : list) {
            if (!first || !afterDash) {
                startLine(out, indent);
            }
            first = false;
            out.append("- ");
            write(item, indent + 2, out, true);
        }
    }

    private static void startLine(StringBuilder out, int indent) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.append(" ".repeat(indent));
    }

    private static String scalar(Object value, int indent) {
        return switch (value) {
            case String string -> string(string, indent);
            case Double number -> number(number);
            case Map<?, ?> map -> "{}";
            case List<?> list -> "[]";
            default -> Json.isNull(value) ? "null" : value.toString();
        };
    }

    private static String string(String value, int indent) {
        if (isPlain(value)) {
            return value;
        }
        if (isBlock(value)) {
            String pad = "\n" + " ".repeat(Math.max(indent, 2));
            return "|-" + pad + value.replace("\n", pad);
        }
        return JsonText.write(value);
    }

    private static boolean isPlain(String value) {
        if (AMBIGUOUS.matcher(value).matches() || INDICATORS.indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        if (value.contains(": ") || value.contains(" #") || value.endsWith(":") || value.endsWith(" ")) {
            return false;
        }
        return value.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean isBlock(String value) {
        return value.indexOf('\n') > 0
                && value.charAt(0) != ' '
                && value.charAt(0) != '\t'
                && !value.endsWith("\n")
                && value.chars().noneMatch(c -> c < ' ' && c != '\n' || c == 0x7f);
    }

    /** Shortest plain form: 850, not 850.0 or 8.5E2. Beyond 15 digits on either side the exponent stays. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (!(size >= 1e-6 && size < 1e15)) {
            return Double.toString(value);
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
