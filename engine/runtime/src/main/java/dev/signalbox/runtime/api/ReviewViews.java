package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown of a flow's versions and of what its runs did: the JSON of the HTTP contract, in snake_case, nulls left out. */
public final class ReviewViews {
    private ReviewViews() {}

    /** @param ways by {@code FROM>TO}, how often runs went that way; {@code runs} how many were looked at */
    public record TrafficView(int runs, Map<String, StateTraffic> states, Map<String, Long> ways) {}

    /**
     * @param medianMs how long a visit that is over took, waiting included
     * @param costUsd what its models cost in these runs; null for a state that asks none
     */
    public record StateTraffic(
            long visits,
            @Nullable Long medianMs,
            @Nullable Double costUsd,
            @Nullable Long approved,
            @Nullable Long rejected,
            @Nullable Long open) {}

    /** @param more there are more runs than were counted */
    public record VersionsView(List<VersionView> items, boolean more) {}

    /**
     * @param id {@code file} for the workspace's, else the hash of the bundle
     * @param same it says what the workspace's file says
     */
    public record VersionView(
            String id,
            @Nullable String version,
            boolean same,
            long runs,
            long open,
            @Nullable String lastStartedAt) {}

    /**
     * @param from the id of a version; null for the workspace's file, or where that is {@code to}, for the version that runs
     *     began with last and that is another
     * @param to the same; null for {@code source}, or without one for the workspace's file
     * @param source a text that nobody has saved; null without
     */
    public record ReviewRequest(
            @Nullable String from,
            @Nullable String to,
            @Nullable String source) {}

    /**
     * @param from,to the ids that were compared; {@code text} for the given one
     * @param approvals how many of the changes remove or weaken an approval
     * @param graph the states and ways of both, each with its {@code status}: {@code added, removed, changed, same}
     * @param lines the two texts side by side
     * @param runs the open runs that the change concerns, and whether each could go on by the new version
     * @param moreRuns there are more of them than are told
     */
    public record ReviewView(
            String from,
            String to,
            @Nullable String fromVersion,
            @Nullable String toVersion,
            boolean same,
            long approvals,
            List<ChangeView> changes,
            Map<String, Object> graph,
            List<LineView> lines,
            List<AffectedView> runs,
            boolean moreRuns,
            List<Map<String, Object>> diagnostics) {}

    /**
     * @param weight {@code safety}, {@code behaviour} or {@code cosmetic}
     * @param approval {@code removed} or {@code weakened}; null when it does neither
     * @param before the line in the old text, {@code after} in the new; null where it is not there
     * @param lines the change of a long text; empty for any other
     */
    public record ChangeView(
            String kind,
            String weight,
            @Nullable String approval,
            String subject,
            @Nullable String state,
            String message,
            @Nullable Integer before,
            @Nullable Integer after,
            List<LineView> lines) {}

    /**
     * One row of two texts side by side.
     *
     * @param kind {@code same}, {@code changed}, {@code removed}, {@code added}, or {@code skip} for {@code count} lines that are the same
     * @param left the line's number in the old text, {@code right} in the new
     */
    public record LineView(
            String kind,
            @Nullable Integer left,
            @Nullable String before,
            @Nullable Integer right,
            @Nullable String after,
            @Nullable Integer count) {}

    /** @param verdict {@code yes}, {@code with a mapping} or {@code no} */
    public record AffectedView(
            String run, String state, String standing, String verdict, List<Map<String, Object>> reasons) {}
}
