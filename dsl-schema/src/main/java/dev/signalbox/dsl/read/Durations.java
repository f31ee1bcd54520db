package dev.signalbox.dsl.read;

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
    static @Nullable String meant(String text) {
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
}
