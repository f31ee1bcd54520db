package dev.signalbox.runtime.model;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** {@code Retry-After} in seconds, or as a date told by the server's own {@code Date}. Bounded by an hour. */
final class RetryAfter {
    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    static @Nullable Duration of(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            return bounded(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
        }
        String date = response.headers().firstValue("Date").orElse("");
        try {
            return value.isEmpty() || date.isEmpty() ? null : bounded(Duration.between(parse(date), parse(value)));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static ZonedDateTime parse(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Duration bounded(Duration asked) {
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(MOST) > 0 ? MOST : asked;
    }
}
