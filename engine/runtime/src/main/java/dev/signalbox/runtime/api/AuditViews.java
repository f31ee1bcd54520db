package dev.signalbox.runtime.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who decided what, and how the people do it. Times are ISO 8601 in UTC, lengths of time milliseconds. */
public final class AuditViews {
    private AuditViews() {}

    /**
     * @param verdict as {@link InboxViews.DecidedView} has it
     * @param from a time, or a day of UTC: its begin
     * @param to a time that is not part of it any more, or a day of UTC that is
     * @param q words that stand in the title, the run's key or the requester's name
     * @param limit 1 to 200
     */
    public record AuditFilter(
            @Nullable String flow,
            @Nullable String by,
            @Nullable String verdict,
            @Nullable String from,
            @Nullable String to,
            @Nullable String q,
            @Nullable String cursor,
            int limit) {
        public AuditFilter at(@Nullable String place) {
            return new AuditFilter(flow, by, verdict, from, to, q, place, limit);
        }
    }

    /**
     * A closed hold. Once the run's payloads are purged, the hash of its title stands in the title's place.
     *
     * @param tookMs from its opening to its end
     * @param lookedMs from when who decided first opened it until the decision; null when nobody knows
     * @param quick decided so soon after the first look that nobody can have read much
     */
    public record AuditEntry(
            String hold,
            String run,
            String flow,
            String version,
            @Nullable String key,
            String state,
            String purpose,
            String title,
            @Nullable String action,
            String requester,
            String urgency,
            String openedAt,
            String at,
            String verdict,
            @Nullable String by,
            @Nullable String via,
            boolean authenticated,
            @Nullable String note,
            boolean edited,
            long tookMs,
            @Nullable Long lookedMs,
            boolean quick,
            double costUsd) {}

    /** As {@link InboxViews.HoldPage}. */
    public record AuditPage(
            List<AuditEntry> items, @Nullable String next, int count, boolean more) {}

    /**
     * @param medianMs from opening to decision, and {@code p90Ms} what nine in ten did not exceed
     * @param medianLookMs null when no look is known
     * @param quick decisions under three seconds of look
     * @param approvalRate approvals among approvals and rejections; null where there are neither
     */
    public record ReviewerView(
            String person,
            long decisions,
            long medianMs,
            long p90Ms,
            @Nullable Long medianLookMs,
            long quick,
            @Nullable Double approvalRate) {}
}
