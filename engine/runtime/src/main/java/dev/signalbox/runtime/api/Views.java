package dev.signalbox.runtime.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of runs, holds and flows: the JSON of the HTTP contract and of {@code --json}, in snake_case, nulls left
 * out. Times are ISO 8601 in UTC. Redacted data is {@code "[redacted]"}.
 */
public final class Views {
    private Views() {}

    /** @param next the cursor of the next page; null on the last */
    public record Page<T>(List<T> items, @Nullable String next) {}

    public record UsageView(
            long llmCalls, long inputTokens, long outputTokens, long cachedTokens, double costUsd, long steps) {}

    /**
     * One row of a list. {@code waitingFor} says in a few words on what: {@code support-lead to approve}.
     *
     * @param endedAt null while the run is open, and so is {@code durationMs}, from its start to its end
     */
    public record RunSummary(
            String id,
            String flow,
            String version,
            @Nullable String key,
            String status,
            @Nullable String state,
            @Nullable String waitingFor,
            String startedBy,
            String startedAt,
            String updatedAt,
            @Nullable String endedAt,
            @Nullable Long durationMs,
            @Nullable String parent,
            UsageView usage) {}

    /** {@code id} and {@code run} are the same: the contract of the command line says {@code run}. */
    public record RunView(
            String id,
            String run,
            String flow,
            String version,
            String bundle,
            @Nullable String key,
            String status,
            @Nullable String state,
            @Nullable String waitingFor,
            Map<String, Object> input,
            Map<String, Object> data,
            @Nullable Object output,
            @Nullable String error,
            List<HoldView> holds,
            List<RunSummary> children,
            Map<String, Integer> visits,
            String startedBy,
            String startedAt,
            String updatedAt,
            @Nullable String parent,
            UsageView usage,
            @Nullable ForkedFrom forkedFrom) {
        /** Whether nothing happens any more: {@code succeeded}, {@code failed} or {@code cancelled}. */
        public boolean ended() {
            return status.equals("succeeded") || status.equals("failed") || status.equals("cancelled");
        }

        /** The output as the program knows it; a {@link Problem} while there is none, and when it does not fit. */
        public <T> T outputAs(Class<T> type) {
            return Typed.as(output, type);
        }

        /** The same of one name of the run's data. */
        public <T> T dataAs(String name, Class<T> type) {
            return Typed.as(data.get(name), type);
        }
    }

    /** The run that this one has its beginning of, up to that event. */
    public record ForkedFrom(String run, long seq) {}

    public record ShownView(String label, @Nullable Object value, String origin) {}

    public record EditableView(
            String path, Object schema, @Nullable Object value) {}

    public record VoteView(String by, @Nullable String note, String at) {}

    /** What a person is asked in a model's place. {@code messages}: {@code {role, text}}. */
    public record QuestionView(String model, String why, List<Map<String, Object>> messages) {}

    /**
     * A closed hold has {@code decided}, and of what was asked its title and action alone.
     *
     * @param thenWhat what happens when nobody decides until {@code due}
     * @param costUsd what the run has cost so far
     * @param risk {@code high} or {@code low}; null for a closed one
     * @param bulk whether it may be decided together with others of its state
     * @param claim who is at work on it; null for nobody
     */
    public record HoldView(
            String id,
            String run,
            String flow,
            String version,
            @Nullable String key,
            String state,
            String kind,
            String purpose,
            String title,
            @Nullable String action,
            Map<String, Object> args,
            @Nullable Map<String, Object> target,
            String hash,
            List<ShownView> show,
            List<EditableView> edit,
            @Nullable Object form,
            List<Object> choices,
            List<String> by,
            int count,
            boolean notRequester,
            boolean noteRequired,
            String urgency,
            String openedAt,
            @Nullable String due,
            @Nullable String thenWhat,
            String requester,
            List<VoteView> votes,
            @Nullable QuestionView question,
            double costUsd,
            @Nullable String risk,
            boolean bulk,
            InboxViews.@Nullable ClaimView claim,
            InboxViews.@Nullable DecidedView decided) {}

    /**
     * @param decision {@code approve}, {@code reject} or {@code answer}
     * @param hash what the person saw; a console always sends it
     * @param editedHash the hash that a preview gave for this edit; null without
     */
    public record DecisionRequest(
            String decision,
            @Nullable String hash,
            @Nullable String editedHash,
            @Nullable Map<String, Object> edit,
            @Nullable Object answer,
            @Nullable String note) {
        public static DecisionRequest approve(@Nullable String hash) {
            return new DecisionRequest("approve", hash, null, null, null, null);
        }

        public static DecisionRequest reject(@Nullable String hash) {
            return new DecisionRequest("reject", hash, null, null, null, null);
        }

        public static DecisionRequest answer(@Nullable String hash, Object answer) {
            return new DecisionRequest("answer", hash, null, null, answer, null);
        }

        public DecisionRequest withNote(@Nullable String other) {
            return new DecisionRequest(decision, hash, editedHash, edit, answer, other);
        }

        /** Approves with these changes, {@code refund.amount: 850}, of what the hold's {@code edit} lists. */
        public DecisionRequest withEdit(Map<String, Object> other) {
            return new DecisionRequest(decision, hash, editedHash, other, answer, note);
        }
    }

    /** @param status {@code approved}, {@code rejected}, {@code answered}, or {@code voted} while more approvals are needed */
    public record DecisionView(String hold, String status, String by, RunView run) {}

    /**
     * @param bundle the file that is meant, by its bundle's hash: refused when the workspace has another by now; null for
     *     whatever it has
     * @param mapping an object, or YAML text; null for none
     * @param dryRun only asks what would come of it
     */
    public record MoveRequest(
            @Nullable String bundle,
            @Nullable Object mapping,
            @Nullable String note,
            boolean dryRun) {}

    /**
     * @param verdict {@code yes}, {@code with a mapping} or {@code no}
     * @param reasons each with {@code code}, {@code severity}, {@code message}, {@code file}, {@code line}, {@code column} and
     *     {@code help}: what stands in the way, and what begins anew
     * @param bundle the new file's
     * @param run as it stands after; as it stands when nothing was moved
     */
    public record MoveView(
            String verdict, List<Map<String, Object>> reasons, boolean moved, String bundle, RunView run) {}

    /** @param id counts the event once; made from the content when the sender gives none */
    public record EventRequest(
            String event,
            @Nullable String key,
            @Nullable String id,
            @Nullable Object payload) {}

    /**
     * @param runs the runs that took it, or keep it for a wait to come
     * @param started the runs that triggers started by it
     * @param problems why other triggers started none
     */
    public record EventReceipt(String id, List<String> runs, List<String> started, List<String> problems) {}

    public record FlowSummary(
            String name,
            String file,
            @Nullable String version,
            @Nullable String title,
            @Nullable String description,
            boolean valid,
            int errors,
            int warnings) {}

    /**
     * @param etag of the source
     * @param graph the checked flow's nodes and edges; null when it does not check
     * @param input the JSON Schema that a run is started with
     * @param samples inputs beside the flow ({@code NAME.input.json}, {@code NAME.SAMPLE.input.json}), by sample name
     */
    public record FlowView(
            String name,
            String file,
            @Nullable String version,
            @Nullable String title,
            @Nullable String description,
            String source,
            String etag,
            boolean valid,
            List<Map<String, Object>> diagnostics,
            @Nullable Object graph,
            @Nullable Object input,
            Map<String, Object> samples) {}

    /**
     * Null and empty leave a condition out.
     *
     * @param waitsOn only runs that wait for a decision of this person, their groups, or this group
     * @param text only runs with it in their id, flow, key, state, who started them or what they wait for
     * @param since only runs started then or later: ISO 8601, a time or a day in UTC
     * @param cursor null for the newest; {@code limit} 1 to 200
     */
    public record RunFilter(
            @Nullable String flow,
            @Nullable String status,
            @Nullable String key,
            @Nullable String waitsOn,
            @Nullable String startedBy,
            @Nullable String text,
            @Nullable String since,
            @Nullable String cursor,
            int limit) {
        public RunFilter(
                @Nullable String flow,
                @Nullable String status,
                @Nullable String key,
                @Nullable String cursor,
                int limit) {
            this(flow, status, key, null, null, null, null, cursor, limit);
        }
    }

    /**
     * Texts that are null leave open what they are about.
     *
     * @param place the flow's state
     * @param group only holds that this person or group may decide; left aside with {@code who=mine}
     * @param done closed holds, the latest decided first, instead of open ones
     * @param who {@code mine}: what the asker may decide by name or has claimed, or has decided; {@code groups}: what they may
     *     decide, by their groups too; {@code all}
     * @param urgency {@code low}, {@code medium} or {@code high}
     * @param claimed {@code yes}, {@code no}, or {@code mine}: by the asker
     * @param q words that stand in the title, the run's key or the requester's name
     * @param sort of open holds: {@code due} (the earliest first), {@code opened} (the latest first), {@code urgency} or
     *     {@code cost} (the dearest first)
     */
    public record HoldFilter(
            @Nullable String run,
            @Nullable String flow,
            @Nullable String place,
            @Nullable String group,
            boolean done,
            @Nullable String who,
            @Nullable String urgency,
            @Nullable String claimed,
            @Nullable String q,
            @Nullable String sort,
            @Nullable String cursor,
            int limit) {
        /** Everybody's open holds, the earliest due first. */
        public HoldFilter(
                @Nullable String run,
                @Nullable String flow,
                @Nullable String group,
                @Nullable String cursor,
                int limit) {
            this(run, flow, null, group, false, null, null, null, null, null, cursor, limit);
        }
    }

    /** @param kind {@code run} or {@code hold} */
    public record Change(String kind, String run, String status) {}
}
