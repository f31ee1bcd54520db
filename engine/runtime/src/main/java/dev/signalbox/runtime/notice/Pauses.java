package dev.signalbox.runtime.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a notice that did not go is tried again: soon at first, every hour in the end, for a day. */
final class Pauses {
    /** After it a notice has failed: who was to be told looks into the inbox, or somebody else does. */
    static final Duration TRIED_FOR = Duration.ofDays(1);

    /** The other side may ask for a longer pause, but not for ever. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final List<Duration> AFTER = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            LONGEST);

    private Pauses() {}

    /**
     * Null when it is tried no more.
     *
     * @param tries how often it was tried, this time left out
     * @param begun when it was to be sent first
     * @param asked the pause that the other side asks for; null for none
     */
    static @Nullable Instant next(int tries, Instant begun, Instant now, @Nullable Duration asked) {
        Duration pause = AFTER.get(Math.min(tries, AFTER.size() - 1));
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        }
        Instant next = now.plus(pause);
        return next.isAfter(begun.plus(TRIED_FOR)) ? null : next;
    }
}
