package dev.signalbox.runtime;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Places in a list as text that a caller hands back unread. */
final class Cursors {
    private static final String NEVER = "-";

    private Cursors() {}

    static String of(RunRow row) {
        return encode(row.startedAt().toEpochMilli() + " " + row.id());
    }

    static String of(Hold hold) {
        return encode((hold.due() == null ? NEVER : hold.due().toEpochMilli()) + " " + hold.id());
    }

    static RunStore.@Nullable RunCursor run(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = decode(cursor);
        return new RunStore.RunCursor(instant(parts[0]), new RunId(parts[1]));
    }

    static RunStore.@Nullable HoldCursor hold(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = decode(cursor);
        return new RunStore.HoldCursor(parts[0].equals(NEVER) ? null : instant(parts[0]), new HoldId(parts[1]));
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decode(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Problem(Problem.Kind.BAD_REQUEST, "The cursor is not one that a page gave.");
    }

    private static Instant instant(String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "The cursor is not one that a page gave.");
        }
    }
}
