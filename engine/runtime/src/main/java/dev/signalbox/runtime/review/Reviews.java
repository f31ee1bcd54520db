package dev.signalbox.runtime.review;

import dev.signalbox.core.decide.Live;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.ReviewViews;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.view.FlowViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The versions of a flow that are known here, and any two of them compared. */
public final class Reviews {
    private static final String FILE = "file";
    private static final String TEXT = "text";

    /** Runs that are counted, of each open status and of all. */
    private static final int COUNTED = RunStore.MOST;

    private static final int MOST_VERSIONS = 50;

    private final RunStore store;
    private final Supplier<LoadedWorkspace> workspace;
    private final Sources sources;
    private final Supplier<Live> live;

    public Reviews(RunStore store, Supplier<LoadedWorkspace> workspace, Sources sources, Supplier<Live> live) {
        this.store = store;
        this.workspace = workspace;
        this.sources = sources;
        this.live = live;
    }

    private static final class Counted {
        private final RunRow newest;
        private long runs;
        private long open;

        Counted(RunRow newest) {
            this.newest = newest;
        }
    }

    /** The workspace's file first, then what runs pinned, the one that began last first. */
    public ReviewViews.VersionsView versions(String name) {
        LoadedWorkspace loaded = workspace.get();
        ReadFlow file = file(loaded, name);
        Flow flow = file.flow();
        if (flow == null) {
            return new ReviewViews.VersionsView(
                    List.of(new ReviewViews.VersionView(FILE, null, true, 0, 0, null)), false);
        }
        String own = Bundle.of(file, loaded.workspace(), flow).hash();
        boolean[] more = {false};
        Map<BundleHash, Counted> counted = counted(flow.name(), more);
        List<ReviewViews.VersionView> items = new ArrayList<>();
        Counted current = counted.get(new BundleHash(own));
        items.add(view(FILE, flow.version(), true, current));
        counted.forEach((hash, runs) -> {
            if (items.size() <= MOST_VERSIONS) {
                items.add(view(hash.value(), runs.newest.version(), hash.value().equals(own), runs));
            }
        });
        return new ReviewViews.VersionsView(items, more[0] || counted.size() > MOST_VERSIONS);
    }

    private static ReviewViews.VersionView view(String id, String version, boolean same, @Nullable Counted runs) {
        return new ReviewViews.VersionView(
                id,
                version,
                same,
                runs == null ? 0 : runs.runs,
                runs == null ? 0 : runs.open,
                runs == null ? null : runs.newest.startedAt().toString());
    }

    private Map<BundleHash, Counted> counted(FlowName flow, boolean[] more) {
        Map<String, RunRow> rows = new LinkedHashMap<>();
        List<@Nullable RunStatus> statuses = new ArrayList<>();
        statuses.add(null);
        statuses.addAll(List.of(RunStatus.PAUSED, RunStatus.STUCK, RunStatus.RUNNING));
        for (RunStatus status : statuses) {
            List<RunRow> page = store.runs(new RunStore.RunQuery(flow, status, null, null, COUNTED));
            more[0] |= page.size() == COUNTED;
            page.forEach(row -> rows.putIfAbsent(row.id().value(), row));
        }
        Map<BundleHash, Counted> counted = new LinkedHashMap<>();
        rows.values().stream()
                .sorted((a, b) -> b.startedAt().compareTo(a.startedAt()))
                .forEach(row -> {
                    Counted version = counted.computeIfAbsent(row.bundle(), hash -> new Counted(row));
                    version.runs++;
                    version.open += row.open() ? 1 : 0;
                });
        return counted;
    }

    private static ReadFlow file(LoadedWorkspace loaded, String name) {
        ReadFlow file = FlowViews.file(loaded, name);
        if (file == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        return file;
    }

    public ReviewViews.ReviewView review(String name, ReviewViews.ReviewRequest request) {
        LoadedWorkspace loaded = workspace.get();
        ReadFlow file = file(loaded, name);
        if (request.source() != null && request.to() != null) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST, "`source` is the new version itself: leave out `to`, or `source`.");
        }
        String toId = request.source() != null ? TEXT : request.to() == null ? FILE : request.to();
        String fromId = request.from() != null ? request.from() : toId.equals(FILE) ? before(name) : FILE;
        FlowVersion to = version(toId, loaded, file, request.source());
        FlowVersion from = version(fromId, loaded, file, null);
        if (!from.flow().name().equals(to.flow().name()) && !toId.equals(TEXT)) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "These are versions of two flows, " + from.flow().name() + " and "
                            + to.flow().name() + ".");
        }
        return FlowReview.of(from, to, store, live.get());
    }

    /** The version that runs began with last and that says something else than the file; the file where there is none. */
    private String before(String name) {
        return versions(name).items().stream()
                .filter(version -> !version.same())
                .map(ReviewViews.VersionView::id)
                .findFirst()
                .orElse(FILE);
    }

    private FlowVersion version(String id, LoadedWorkspace loaded, ReadFlow file, @Nullable String source) {
        if (id.equals(FILE)) {
            return FlowVersion.of(FILE, loaded, sources, file, file.text());
        }
        if (id.equals(TEXT)) {
            if (source == null) {
                throw new Problem(Problem.Kind.BAD_REQUEST, "The version `text` needs its `source`.");
            }
            return FlowVersion.of(TEXT, loaded, sources, file, source);
        }
        if (!id.matches("[0-9a-f]{64}")) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "A version is `file`, or the hash of what a run pinned (64 hex digits), not `" + shortened(id)
                            + "`.");
        }
        BundleHash hash = new BundleHash(id);
        Bundle bundle = store.bundle(hash);
        if (bundle == null || !bundle.path().equals(file.path())) {
            throw new Problem(Problem.Kind.NOT_FOUND, "No run of " + loaded(file) + " pinned the version " + id + ".");
        }
        return FlowVersion.of(hash, bundle);
    }

    private static String loaded(ReadFlow file) {
        Flow flow = file.flow();
        return flow == null ? file.path() : flow.name().value();
    }

    private static String shortened(String id) {
        return id.length() > 80 ? id.substring(0, 80) + "…" : id;
    }
}
