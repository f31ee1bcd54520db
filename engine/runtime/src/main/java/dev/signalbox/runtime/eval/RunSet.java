package dev.signalbox.runtime.eval;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleException;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answered model questions of a flow's runs, out of a store that is only read.
 *
 * @param runs those whose logs were read, the newest first
 * @param questions in the order of the runs, then of each log
 * @param open questions that nothing has come of yet; {@code purged} those whose words are not kept any more
 * @param texts of the flow file as the runs pinned it, each once
 */
public record RunSet(List<RunRow> runs, List<Question> questions, int open, int purged, List<String> texts) {
    private static final int PAGE = 200;

    /**
     * Which runs, and which of their questions.
     *
     * @param runs these; empty for the newest ones
     * @param since only runs started then or later; null for whenever
     * @param most runs at most, of the newest ones
     * @param state only questions of this state; null for every one
     */
    public record Filter(
            List<RunId> runs,
            @Nullable Instant since,
            int most,
            @Nullable StateName state) {}

    /** Throws a {@link Problem} for a run that is not there or of another flow, and for one whose file cannot be read any more. */
    public static RunSet read(RunStore store, FlowName flow, Filter filter) {
        List<RunRow> rows = filter.runs().isEmpty() ? newest(store, flow, filter) : named(store, flow, filter);
        Map<BundleHash, CheckedFlow> flows = new HashMap<>();
        List<Question> questions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int open = 0;
        int purged = 0;
        for (RunRow row : rows) {
            CheckedFlow pinned = flows.get(row.bundle());
            if (pinned == null) {
                Bundle bundle = store.bundle(row.bundle());
                pinned = open(row, bundle);
                flows.put(row.bundle(), pinned);
                if (bundle != null && !texts.contains(bundle.flow())) {
                    texts.add(bundle.flow());
                }
            }
            Questions found = Questions.of(row.id().value(), pinned, store.log(row.id()), filter.state());
            questions.addAll(found.closed());
            open += found.open();
            purged += found.purged();
        }
        return new RunSet(rows, questions, open, purged, texts);
    }

    private static CheckedFlow open(RunRow row, @Nullable Bundle bundle) {
        if (bundle == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "The store lacks the file of run " + row.id() + ".");
        }
        try {
            return BundleOpener.open(bundle);
        } catch (BundleException unreadable) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "The file of run " + row.id() + " cannot be read any more: " + unreadable.getMessage());
        }
    }

    private static List<RunRow> named(RunStore store, FlowName flow, Filter filter) {
        List<RunRow> rows = new ArrayList<>();
        for (RunId id : filter.runs()) {
            RunRow row = store.row(id);
            if (row == null) {
                throw new Problem(Problem.Kind.NOT_FOUND, "There is no run " + id + ".");
            }
            if (!row.flow().equals(flow)) {
                throw new Problem(
                        Problem.Kind.BAD_REQUEST,
                        "The run " + id + " is of the flow " + row.flow() + ", not " + flow + ".");
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<RunRow> newest(RunStore store, FlowName flow, Filter filter) {
        List<RunRow> rows = new ArrayList<>();
        RunStore.RunCursor after = null;
        while (rows.size() < filter.most()) {
            int limit = Math.min(PAGE, filter.most() - rows.size());
            List<RunRow> page = store.runs(new RunStore.RunQuery(flow, null, null, after, limit));
            for (RunRow row : page) {
                if (filter.since() != null && row.startedAt().isBefore(filter.since())) {
                    return rows;
                }
                rows.add(row);
            }
            if (page.size() < limit) {
                return rows;
            }
            RunRow last = page.getLast();
            after = new RunStore.RunCursor(last.startedAt(), last.id());
        }
        return rows;
    }
}
