package dev.signalbox.runtime.port;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What model calls have used in each day of UTC, by scope: a flow, or every call of the store. A reservation is made in all of
 * its scopes or in none, atomically among all engines of the store, and counts as used until it is settled; one that never
 * is stays charged. Nothing is written of a call that no limit is asked about.
 */
public interface DayLedger {
    /** The scope of every call; no flow is named so. */
    String ALL = "*";

    /** Days whose use is remembered. */
    int DAYS_KEPT = 31;

    /** Sets aside what a call may use at most, or says what has no room for it. By its id it is known: asking again sets nothing aside twice. */
    Answer reserve(Reservation wanted);

    /** The call used this and no more, whatever day it is by now. Changes nothing when it was settled before. */
    void spent(String reservation, Amount used);

    /** What was used on a day so far, with what is set aside; by scope, of those alone that a limit was asked about. */
    List<Use> usedOn(LocalDate day);

    /** @param nanoUsd billionths of a US dollar: sums of whole numbers leave no trace behind */
    record Amount(long calls, long tokens, long nanoUsd) {
        public static final Amount NONE = new Amount(0, 0, 0);
        private static final int NANO = 9;
        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 2);

        /** What is used: money is rounded up. */
        public static Amount used(long calls, long tokens, double usd) {
            return new Amount(calls, tokens, nano(usd, RoundingMode.CEILING));
        }

        /** What may be used: null is no limit, money is rounded down. */
        public static Amount limit(@Nullable Long calls, @Nullable Long tokens, @Nullable Double usd) {
            return new Amount(
                    calls == null ? Long.MAX_VALUE : calls,
                    tokens == null ? Long.MAX_VALUE : tokens,
                    usd == null ? Long.MAX_VALUE : nano(usd, RoundingMode.FLOOR));
        }

        private static long nano(double usd, RoundingMode rounding) {
            return BigDecimal.valueOf(usd)
                    .movePointRight(NANO)
                    .setScale(0, rounding)
                    .min(MOST)
                    .longValueExact();
        }

        public Amount plus(Amount other) {
            return new Amount(calls + other.calls, tokens + other.tokens, nanoUsd + other.nanoUsd);
        }

        public Amount minus(Amount other) {
            return new Amount(calls - other.calls, tokens - other.tokens, nanoUsd - other.nanoUsd);
        }

        public boolean within(Amount most) {
            return calls <= most.calls && tokens <= most.tokens && nanoUsd <= most.nanoUsd;
        }

        public double usd() {
            return BigDecimal.valueOf(nanoUsd, NANO).doubleValue();
        }
    }

    /** What a scope may use in a day. */
    record Bound(String scope, Amount most) {}

    /**
     * @param id one for each time that a call is sent
     * @param amount what it may use at most
     * @param bounds the scopes that it counts in, the one to be named first when several are full in front
     */
    record Reservation(String id, LocalDate day, Amount amount, List<Bound> bounds) {
        public Reservation {
            bounds = List.copyOf(bounds);
        }
    }

    sealed interface Answer {
        record Granted() implements Answer {}

        /** There is no room in that scope; nothing was set aside in any. */
        record Full(Bound bound, Amount used) implements Answer {}
    }

    record Use(String scope, Amount used) {}
}
