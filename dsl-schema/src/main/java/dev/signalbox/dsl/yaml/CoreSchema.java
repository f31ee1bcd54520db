package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.value.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The YAML 1.2 core schema (section 10.3.2 of the specification) for plain scalars, and what tools of YAML 1.1 would make
 * of the same characters. Numbers that JSON cannot carry (beyond 64 bits, infinite, not a number) are refused.
 */
final class CoreSchema {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern NO_NUMBER = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern OLD_BOOLEAN = Pattern.compile("yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF");
    private static final Pattern OLD_OCTAL = Pattern.compile("[-+]?0[0-9_]+");
    private static final Pattern OLD_BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern OLD_GROUPED = Pattern.compile("[-+]?[0-9][0-9]*_[0-9_]*(?:\\.[0-9_]*)?");
    private static final Pattern OLD_SEXAGESIMAL =
            Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])++(?:\\.[0-9_]*)?");
    private static final Pattern OLD_TEXT_EXPONENT = Pattern.compile("[-+]?[0-9]+[eE][-+]?[0-9]+");
    /** Longer digits cost seconds to convert and cannot fit anyway. */
    private static final int MOST_DIGITS = 40;

    private CoreSchema() {}

    /** The value, or null when no JSON number can carry it. */
    static @Nullable Object value(String text) {
        return value(text, false);
    }

    /**
     * The value, or null when no JSON number can carry it.
     *
     * @param near whether an integer beyond 64 bits is the nearest double
     */
    static @Nullable Object value(String text, boolean near) {
        switch (text) {
            case "", "~", "null", "Null", "NULL" -> {
                return Json.NULL;
            }
            case "true", "True", "TRUE" -> {
                return true;
            }
            case "false", "False", "FALSE" -> {
                return false;
            }
            default -> {}
        }
        char first = text.charAt(0);
        boolean numeric = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        if (!numeric) {
            return text;
        }
        if (NO_NUMBER.matcher(text).matches()) {
            return null;
        }
        if (INTEGER.matcher(text).matches()) {
            Object whole = integer(text, 10);
            return whole == null && near && text.length() <= MOST_DIGITS ? (Object) Double.parseDouble(text) : whole;
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.substring(2), 8);
        }
        if (HEX.matcher(text).matches()) {
            return integer(text.substring(2), 16);
        }
        if (FLOAT.matcher(text).matches()) {
            double parsed = text.length() > 10 * MOST_DIGITS ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            return Double.isInfinite(parsed) ? null : (Object) parsed;
        }
        return text;
    }

    private static @Nullable Object integer(String digits, int radix) {
        if (digits.length() > MOST_DIGITS) {
            return null;
        }
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException beyond64Bits) {
            return null;
        }
    }

    /** What a YAML 1.1 tool reads instead, or null when both read the same. */
    static @Nullable String misread(String text) {
        if (OLD_BOOLEAN.matcher(text).matches()) {
            return "a boolean";
        }
        if (text.isEmpty() || "+-0123456789".indexOf(text.charAt(0)) < 0) {
            return null;
        }
        if (OLD_SEXAGESIMAL.matcher(text).matches()) {
            return "a number of base 60";
        }
        if (OLD_OCTAL.matcher(text).matches()) {
            return "an octal number";
        }
        if (OLD_BINARY.matcher(text).matches()) {
            return "a binary number";
        }
        if (OLD_GROUPED.matcher(text).matches()) {
            return "a number";
        }
        if (OCTAL.matcher(text).matches() || OLD_TEXT_EXPONENT.matcher(text).matches()) {
            return "a text";
        }
        return null;
    }
}
