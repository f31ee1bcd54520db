package dev.signalbox.runtime.port;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is to be told of something, through one channel. It says of what, and holds none of the run's data: what is
 * written to them is read from the store as it is sent.
 *
 * @param hold null where it is about the run
 * @param to where the channel finds them: an address, or the channel's own name for a room
 * @param audience the people and groups it is for: who may come by its link
 * @param at when what it tells of happened
 */
public record Notice(
        NoticeId id,
        RunId run,
        @Nullable HoldId hold,
        Kind kind,
        String channel,
        String to,
        List<String> audience,
        Instant at) {
    public Notice {
        audience = List.copyOf(audience);
    }

    /** What it tells of. */
    public enum Kind {
        OPENED,
        REMINDER,
        ESCALATED,
        DELEGATED,
        EXPIRED,
        STUCK;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        /** It asks for a decision: once there is one, nobody is told any more. */
        public boolean asks() {
            return switch (this) {
                case OPENED, REMINDER, ESCALATED, DELEGATED -> true;
                case EXPIRED, STUCK -> false;
            };
        }
    }
}
