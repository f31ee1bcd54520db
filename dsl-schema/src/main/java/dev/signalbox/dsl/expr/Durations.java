package dev.signalbox.dsl.expr;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations in the language's units: {@code 30s}, {@code 5m}, {@code 48h}, {@code 7d}, and their sums {@code 1h30m}. */
final class Durations {
    private Durations() {}

    /** Null when the text is no duration or beyond what a timestamp can carry. Seconds and {@code ms} may stand too: {@code 1.5s}, {@code 250ms}. */
    static @Nullable Duration parse(String text) {
        boolean negative = text.startsWith("-");
        int at = negative ? 1 : 0;
        if (at >= text.length() || text.length() > 40) {
            return null;
        }
        double millis = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            int unitAt = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            double unit = unit(text.substring(unitAt, at));
            if (unitAt == start || unit == 0) {
                return null;
            }
            try {
                millis += Double.parseDouble(text.substring(start, unitAt)) * unit;
            } catch (NumberFormatException refused) {
                return null;
            }
        }
        if (millis > 1e14) {
            return null;
        }
        Duration duration = Duration.ofMillis(Math.round(millis));
        return negative ? duration.negated() : duration;
    }

    private static double unit(String name) {
        return switch (name) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }

    /** In the largest unit that needs no fraction: {@code 48h} is {@code 2d}, 90 seconds are {@code 90s}. */
    static String print(Duration duration) {
        if (duration.isNegative()) {
            return "-" + print(duration.negated());
        }
        long seconds = duration.getSeconds();
        int nanos = duration.getNano();
        if (nanos != 0) {
            BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
            return exact.stripTrailingZeros().toPlainString() + "s";
        }
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
