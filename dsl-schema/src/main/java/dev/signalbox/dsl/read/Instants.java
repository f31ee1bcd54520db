package dev.signalbox.dsl.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Date-times as files write them: RFC 3339, with a zone. */
final class Instants {
    private Instants() {}

    static boolean isInstant(Object value) {
        return value instanceof String text && parse(text) != null;
    }

    static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
