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
 * @param cache how much of it the provider may have kept; null in a log that is older than compiler 4, and for what was not sent
 */
public record Manifest(
        int compiler,
        String counter,
        int budget,
        int used,
        int envelope,
        List<Entry> items,
        @Nullable Cache cache) {
    public Manifest {
        items = List.copyOf(items);
    }

    Manifest with(Cache its) {
        return new Manifest(compiler, counter, budget, used, envelope, items, its);
    }

    /**
     * What a provider's prompt cache can have of the question.
     *
     * @param stable tokens of the parts that the file calls stable, in front
     * @param same tokens in front that are those of the state's last question to this model in this run
     * @param part the first part that differs: an item, {@code prompt} for the file's words, {@code (schema)}; null when
     *     none does, and for the first question
     */
    public record Cache(
            int stable, int same, Outlook outlook, @Nullable String part) {
        /** Closed: why the provider has the front of the question in its cache, or has not. */
        public enum Outlook {
            /** The state's first question to this model in this run. */
            FIRST,
            /** The last question is longer ago than providers keep a prefix. */
            EXPIRED,
            /** A part that stands in the stable front is another than before. */
            CHANGED,
            /** What is the same is shorter than what providers keep. */
            SHORT,
            /** The front is the same as before, up to {@code part}. */
            SAME
        }
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
