package dev.signalbox.runtime.dispatch;

import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How much went to one target in the last minute, and how long it is shut. In no minute does more go than its {@code rate}
 * says: a window that slides, not a bucket, which would let through twice as much in the minute after a rest. A call that
 * alone is more than a minute's tokens goes when nothing else did for a minute. Not safe to share; kept in memory only.
 */
public final class Pace {
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** However long the other side asks for. */
    private static final Duration LONGEST_SHUT = Duration.ofHours(1);

    private final ArrayDeque<Ticket> sent = new ArrayDeque<>();
    private long tokens;
    private @Nullable Instant shutUntil;

    /** One call that went: when, and what it is counted as. */
    public static final class Ticket {
        private final Instant at;
        private long tokens;
        private boolean counts = true;

        private Ticket(Instant at, long tokens) {
            this.at = at;
            this.tokens = tokens;
        }

        private Instant forgotten() {
            return at.plus(WINDOW);
        }
    }

    /** Null when a call of so many tokens may go now, else when to look again. */
    @Nullable
    public Instant opens(Workspace.@Nullable Rate rate, long weight, Instant now) {
        while (!sent.isEmpty() && !sent.getFirst().forgotten().isAfter(now)) {
            Ticket gone = sent.removeFirst();
            gone.counts = false;
            tokens -= gone.tokens;
        }
        if (shutUntil != null && shutUntil.isAfter(now)) {
            return shutUntil;
        }
        shutUntil = null;
        return rate == null ? null : later(byRequests(rate.requests()), byTokens(rate.tokens(), weight));
    }

    private @Nullable Instant byRequests(@Nullable Integer most) {
        if (most == null || sent.size() < most) {
            return null;
        }
        Iterator<Ticket> oldest = sent.iterator();
        Ticket last = oldest.next();
        for (int over = sent.size() - most; over > 0; over--) {
            last = oldest.next();
        }
        return last.forgotten();
    }

    private @Nullable Instant byTokens(@Nullable Integer most, long weight) {
        if (most == null) {
            return null;
        }
        long left = tokens;
        Instant opens = null;
        for (Ticket ticket : sent) {
            if (left + weight <= most) {
                return opens;
            }
            left -= ticket.tokens;
            opens = ticket.forgotten();
        }
        return opens;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isAfter(b) ? a : b;
    }

    public Ticket take(long weight, Instant now) {
        Ticket ticket = new Ticket(now, weight);
        sent.addLast(ticket);
        tokens += weight;
        return ticket;
    }

    /** What the call really came to. */
    public void correct(Ticket ticket, long used) {
        if (ticket.counts) {
            tokens += used - ticket.tokens;
            ticket.tokens = used;
        }
    }

    /** Nothing goes for so long; a shorter time does not open it earlier. */
    void shut(Duration time, Instant now) {
        Instant until = now.plus(time.compareTo(LONGEST_SHUT) > 0 ? LONGEST_SHUT : time);
        shutUntil = later(shutUntil, until);
    }
}
