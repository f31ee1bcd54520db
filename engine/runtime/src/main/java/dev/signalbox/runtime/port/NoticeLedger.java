package dev.signalbox.runtime.port;

import dev.signalbox.core.id.HoldId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is still to be told, and who was: an outbox. A notice comes into it with the commit that gives cause for it, and is
 * given to one engine at a time, under a number of its own; what comes of it counts under that number alone. Times are the
 * engines'; whoever has claimed one has it until the time that it said, and another engine may have it after that.
 */
public interface NoticeLedger {
    /**
     * Takes notices whose time has come, the earliest first, until {@code until}.
     *
     * @param without channels that have no room just now
     */
    List<Claimed> claimNotices(Instant now, Instant until, Set<String> without, int limit);

    /** When the next notice is to be sent, or to be taken over; null when none waits. */
    @Nullable
    Instant nextNotice(Set<String> without);

    /** Writes down what came of a notice; false, and nothing is changed, where somebody else has it by now. */
    boolean noticeTold(Claimed claimed, Outcome outcome);

    /** A hold's notices, the oldest first. */
    List<Told> notices(HoldId hold, int limit);

    /** How it stands with each channel that a notice is kept of. */
    Map<String, ChannelState> channelStates();

    /** Forgets those that were done with at {@code before} or earlier; says how many. */
    int forgetNotices(Instant before);

    /** What links of notices are signed with: kept from the first time on, when it is {@code fresh}. */
    byte[] noticeKey(byte[] fresh);

    /**
     * @param tries how often it was tried before
     * @param number counts how often it was claimed
     */
    record Claimed(Notice notice, int tries, long number) {}

    /** What came of a notice. */
    sealed interface Outcome {
        /** The other side took it. */
        record Sent(Instant at) implements Outcome {}

        /** It is not wanted any more. */
        record Dropped(Instant at) implements Outcome {}

        /** It is tried again then. */
        record Later(Instant at, Instant due, String problem) implements Outcome {}

        /** It is tried no more. */
        record Failed(Instant at, String problem) implements Outcome {}
    }

    enum State {
        WAITING(0),
        SENT(1),
        FAILED(2),
        DROPPED(3);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** What tables keep for it, for ever. */
        public int number() {
            return number;
        }

        public static State of(long number) {
            for (State state : values()) {
                if (state.number == number) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no notice is in the state " + number);
        }
    }

    /**
     * @param at when it was tried last; null when it was not yet
     * @param problem what was wrong then; null when nothing was
     */
    record Told(
            Notice notice,
            State state,
            @Nullable Instant at,
            @Nullable String problem) {}

    /** @param failedAt when a try came to nothing last; null when none did, as {@code problem} is then */
    record ChannelState(
            long waiting,
            @Nullable Instant sentAt,
            @Nullable Instant failedAt,
            @Nullable String problem) {}
}
