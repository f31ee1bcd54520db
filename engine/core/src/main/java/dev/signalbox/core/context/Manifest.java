package dev.signalbox.core.context;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model call saw and why.
 *
 * @param compiler the number of the rules that made it; the same inputs under the same number give the same bytes
 * @param counter the token counter and its version, {@code o200k_base/1}
 * @param budget tokens for all items together
 * @param used tokens the kept items take
 * @param envelope tokens of the prompt's own words, the schema and the message frame
 */
public record Manifest(int compiler, String counter, int budget, int used, int envelope, List<Entry> items) {
    public Manifest {
        items = List.copyOf(items);
    }

    /**
     * One candidate.
     *
     * @param source where it came from: {@code input.ticket.message}, {@code file policies/refunds.md}, {@code event 7 of pay_refund}
     * @param rule the file and line that decided, of everything that is not whole; null when nothing had to
     */
    public record Entry(
            String item,
            String source,
            int tokensBefore,
            int tokensAfter,
            Verdict verdict,
            Reason reason,
            @Nullable Rule rule) {}

    public record Rule(String file, int line, String text) {}

    public enum Verdict {
        KEPT,
        TRIMMED,
        CLEARED,
        SUMMARISED,
        DROPPED
    }

    /** Closed: every reason there is. */
    public enum Reason {
        FITS,
        OVER_MAX,
        OVER_BUDGET,
        WHEN_FALSE,
        ABSENT,
        LAST,
        MAX_AGE,
        CLEAR_RESULTS,
        CLAMP,
        SUMMARY,
        DROP_OLDEST,
        REDACTED
    }
}
