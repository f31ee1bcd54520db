package dev.signalbox.runtime.review;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.MoveTrial;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.move.Compatibility;
import dev.signalbox.core.move.Verdict;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleException;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The open runs of a flow in a store, each held against the new file from the file that it pins itself. */
public final class OpenRuns {
    private static final int PAGE = 200;
    private static final Actor NOBODY = new Actor("compat", Set.of(), "cli", false, false);

    private final RunStore store;
    private final CheckedFlow to;
    private final BundleHash bundle;
    private final Function<Flow, Mapping> mapping;
    private final Live live;
    private final Map<BundleHash, CheckedFlow> pinned = new HashMap<>();

    /** @param mapping from the file of that flow to the new one */
    public OpenRuns(RunStore store, CheckedFlow to, BundleHash bundle, Function<Flow, Mapping> mapping, Live live) {
        this.store = store;
        this.to = to;
        this.bundle = bundle;
        this.mapping = mapping;
        this.live = live;
    }

    /** Newest start first. */
    public List<Judged> judge(FlowName flow, List<RunStatus> statuses, @Nullable String key) {
        return judge(flow, statuses, key, Integer.MAX_VALUE);
    }

    /** The same, of the newest {@code most} at most of each status. */
    public List<Judged> judge(FlowName flow, List<RunStatus> statuses, @Nullable String key, int most) {
        List<Judged> judged = new ArrayList<>();
        for (RunStatus status : statuses) {
            RunStore.RunCursor after = null;
            List<RunRow> page;
            int left = most;
            do {
                int size = Math.min(PAGE, left);
                page = store.runs(new RunStore.RunQuery(flow, status, key, after, size));
                page.forEach(row -> judged.add(judge(row)));
                left -= page.size();
                after = page.isEmpty()
                        ? null
                        : new RunStore.RunCursor(
                                page.getLast().startedAt(), page.getLast().id());
            } while (page.size() == PAGE && left > 0);
        }
        return judged;
    }

    private Judged judge(RunRow row) {
        String state = String.valueOf(row.state());
        if (row.bundle().equals(bundle)) {
            return new Judged(row.id().value(), state, "uses this file already", Verdict.YES, List.of());
        }
        Run run = read(row);
        CheckedFlow from = pinned.computeIfAbsent(row.bundle(), hash -> open(row));
        Command.MoveRun move = new Command.MoveRun(row.bundle(), bundle, to, mapping.apply(from.flow()), null, NOBODY);
        Compatibility found = MoveTrial.of(from, run, move, live);
        return new Judged(row.id().value(), state, row.status().text(), found.verdict(), found.findings());
    }

    private Run read(RunRow row) {
        RunStore.StoredRun stored = store.load(row.id());
        Run run = stored == null || stored.snapshot() == null
                ? null
                : stored.snapshot().run();
        if (stored != null) {
            for (Event event : stored.events()) {
                run = Evolver.evolve(run, event);
            }
        }
        if (run == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "the store has no log of run " + row.id());
        }
        return run;
    }

    private CheckedFlow open(RunRow row) {
        Bundle kept = store.bundle(row.bundle());
        if (kept == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "the store lacks the file of run " + row.id());
        }
        try {
            return BundleOpener.open(kept);
        } catch (BundleException unreadable) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "the file of run " + row.id() + " cannot be read any more: " + unreadable.getMessage());
        }
    }
}
