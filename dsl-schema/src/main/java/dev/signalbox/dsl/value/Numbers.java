package dev.signalbox.dsl.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The two texts of a double: as ECMAScript writes it, and plain for people. Both are the shortest that read back as the same double. */
public final class Numbers {
    private Numbers() {}

    /** 850, 0.1, 100000000000000000000: never an exponent, no trailing zeros. Refuses NaN and the infinities. */
    public static String plain(double value) {
        requireFinite(value);
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** {@code Number.prototype.toString} of ECMAScript, which RFC 8785 prescribes. Refuses NaN and the infinities. */
    public static String ecma(double value) {
        requireFinite(value);
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int count = digits.length();
        int point = count - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            String fraction = count == 1 ? "" : "." + digits.substring(1);
            int exponent = point - 1;
            return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        if (point >= count) {
            return sign + digits + "0".repeat(point - count);
        }
        return sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    /** Java writes at least two digits: 4.9E-324, where 5e-324 reads back as the same double. */
    private static BigDecimal shortest(double value) {
        BigDecimal two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (two.precision() != 2) {
            return two;
        }
        BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one.stripTrailingZeros() : two;
    }

    private static void requireFinite(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("not a JSON number: " + value);
        }
    }
}
