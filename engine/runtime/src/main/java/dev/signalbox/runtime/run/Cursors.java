package dev.signalbox.runtime.run;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Places in a list as text that a caller hands back unread. */
public final class Cursors {
    private Cursors() {}

    public static String of(RunRow row) {
        return encode(row.startedAt().toEpochMilli() + " " + row.id());
    }

    public static String of(HoldLedger.HoldCursor place) {
        return encode(place.first() + " " + place.second() + " " + place.hold());
    }

    public static String of(DecidedHold hold) {
        return encode(hold.at().toEpochMilli() + " " + hold.id());
    }

    public static RunStore.@Nullable RunCursor run(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = decode(cursor);
        return new RunStore.RunCursor(instant(parts[0]), new RunId(parts[1]));
    }

    public static HoldLedger.@Nullable HoldCursor hold(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = decode(cursor);
        String[] rest = parts[1].split(" ", 2);
        if (rest.length < 2 || rest[1].isEmpty()) {
            throw unknown();
        }
        return new HoldLedger.HoldCursor(number(parts[0]), number(rest[0]), new HoldId(rest[1]));
    }

    public static HoldLedger.@Nullable DecidedCursor decided(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = decode(cursor);
        return new HoldLedger.DecidedCursor(instant(parts[0]), new HoldId(parts[1]));
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
        throw unknown();
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(number(millis));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(Problem.Kind.BAD_REQUEST, "The cursor is not one that a page gave.");
    }
}
