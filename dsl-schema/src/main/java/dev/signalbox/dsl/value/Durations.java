package dev.signalbox.dsl.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as files write them: {@code 30s 5m 48h 7d}, and {@code 500ms}. At most ten years. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Pattern LOOSE = Pattern.compile(
            "([0-9]{1,9})\\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Duration MOST = Duration.ofDays(3660);

    private Durations() {}

    /** The duration, or null when the text is none. */
    public static @Nullable Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        long count = Long.parseLong(form.group(1));
        Duration found = switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return found.compareTo(MOST) > 0 ? null : found;
    }

    /** What was probably meant by a text that is no duration, or null. */
    public static @Nullable String meant(String text) {
        Matcher loose = LOOSE.matcher(text.strip());
        if (!loose.matches()) {
            return null;
        }
        String unit = loose.group(2) == null ? "s" : loose.group(2).toLowerCase(java.util.Locale.ROOT);
        if (unit.startsWith("w")) {
            return Long.parseLong(loose.group(1)) * 7 + "d";
        }
        String written = unit.startsWith("mil") || unit.equals("ms") ? "ms" : unit.substring(0, 1);
        String meant = loose.group(1) + written;
        return parse(meant) == null ? null : meant;
    }

    /**
     * As {@code duration('…')} reads it in an expression: sums ({@code 1h30m}), fractions ({@code 1.5s}) and a minus sign
     * are durations too. Null when the text is none, or beyond what a timestamp can carry.
     */
    public static @Nullable Duration parseSum(String text) {
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
    public static String print(Duration duration) {
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
