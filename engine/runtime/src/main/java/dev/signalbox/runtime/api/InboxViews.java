package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the inbox shows and takes beside the holds themselves ({@link Views.HoldView}). */
public final class InboxViews {
    private InboxViews() {}

    /**
     * @param next the cursor of the next page; null on the last
     * @param count how many there are on all pages together, exact up to a bound
     * @param more there are more than {@code count}
     */
    public record HoldPage(
            List<Views.HoldView> items, @Nullable String next, int count, boolean more) {}

    /** Who is at work on a hold, and until when nobody else decides it. */
    public record ClaimView(String by, String until) {}

    /**
     * How a closed hold ended.
     *
     * @param verdict {@code approved}, {@code rejected}, {@code answered}, {@code expired} or {@code withdrawn}
     * @param by who decided; null when nobody did
     * @param note what they said; why, where it was withdrawn
     * @param lookedMs from when who decided first opened it until the decision; null when nobody knows
     */
    public record DecidedView(
            String verdict,
            @Nullable String by,
            String at,
            @Nullable String note,
            @Nullable String via,
            boolean edited,
            @Nullable Long lookedMs) {}

    /** @param decision {@code approve} or {@code reject}, for each of the items */
    public record BulkRequest(String decision, @Nullable String note, List<BulkItem> items) {}

    /** @param hash what the person saw */
    public record BulkItem(String id, String hash) {}

    public record BulkView(List<BulkResult> results) {}

    /**
     * @param status as {@link Views.DecisionView} has it; null when it was not decided
     * @param problem why it was not, as an RFC 9457 problem; null when it was
     */
    public record BulkResult(
            String id, @Nullable String status, @Nullable Map<String, Object> problem) {}
}
