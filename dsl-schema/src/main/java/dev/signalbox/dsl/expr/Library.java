package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.value.Durations;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions that are ours, and reckoning where types are known only in a run. CEL's interpreter and the direct plan
 * call the same code here. Refusals are {@link ArithmeticException} or {@link IllegalArgumentException} with a sentence.
 */
final class Library {
    private Library() {}

    static String clip(String text, long most) {
        if (most < 0) {
            throw new IllegalArgumentException("clip needs a length that is not negative, got " + most);
        }
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, (int) most));
    }

    static long tokens(String text) {
        return TokenCounter.o200k().count(text);
    }

    /** {@code 8.50 EUR}: the same on every machine, whatever its locale. */
    static String money(long minor, String currency) {
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException("'" + currency + "' is no currency such as 'EUR'");
        }
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits).toPlainString() + " " + currency;
    }

    static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code) != null;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    static Duration duration(Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        Duration duration = value instanceof String text ? Durations.parseSum(text) : null;
        if (duration == null) {
            throw new IllegalArgumentException("'" + value + "' is no duration; write 30s, 5m, 48h or 7d");
        }
        return duration;
    }

    static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException refused) {
            return null;
        }
    }

    static Instant timestamp(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        Instant instant = value instanceof String text ? instant(text) : null;
        if (instant == null) {
            throw new IllegalArgumentException("'" + value + "' is no timestamp such as 2026-03-01T09:30:00Z");
        }
        return instant;
    }

    static String string(Object value) {
        return switch (value) {
            case Instant instant -> instant.toString();
            case Duration duration -> Durations.print(duration);
            default -> Templates.scalar(value);
        };
    }

    // ---- reckoning with operands of any type

    static Object add(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Math.addExact(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() + y.doubleValue();
        }
        if (a instanceof String x && b instanceof String y) {
            return x.concat(y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            List<Object> both = new ArrayList<>(x);
            both.addAll(y);
            return Collections.unmodifiableList(both);
        }
        throw refuse("+", a, b);
    }

    static Object subtract(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Math.subtractExact(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() - y.doubleValue();
        }
        throw refuse("-", a, b);
    }

    static Object multiply(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Math.multiplyExact(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() * y.doubleValue();
        }
        throw refuse("*", a, b);
    }

    static Object divide(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            if (y == 0) {
                throw new ArithmeticException("a division by zero");
            }
            if (x == Long.MIN_VALUE && y == -1) {
                throw new ArithmeticException("a number too large for an integer");
            }
            return x / y;
        }
        if (a instanceof Number x && b instanceof Number y) {
            return x.doubleValue() / y.doubleValue();
        }
        throw refuse("/", a, b);
    }

    static Object remainder(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            if (y == 0) {
                throw new ArithmeticException("a division by zero");
            }
            return x % y;
        }
        throw refuse("%", a, b);
    }

    static Object negate(Object a) {
        return switch (a) {
            case Long x -> Math.negateExact(x);
            case Double x -> -x;
            default -> throw new IllegalArgumentException("`-` cannot take " + words(a));
        };
    }

    private static IllegalArgumentException refuse(String operator, Object a, Object b) {
        return new IllegalArgumentException("`" + operator + "` cannot take " + words(a) + " and " + words(b));
    }

    static String words(Object value) {
        return switch (value) {
            case String text -> "text";
            case Boolean truth -> "true or false";
            case Long number -> "an integer";
            case Double number -> "a number";
            case List<?> list -> "a list";
            case java.util.Map<?, ?> map -> "an object";
            case Instant instant -> "a timestamp";
            case Duration duration -> "a duration";
            default -> "null";
        };
    }
}
