package dev.signalbox.runtime.workspace;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleException;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.model.DayLimits;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.port.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A workspace folder that is read again when one of its files has changed, so that a changed flow serves the next run. A
 * run that began keeps its bundle, which is kept in the store and opened by its hash. A flow with an error is refused with
 * the first of its findings.
 */
public final class LiveWorkspace implements FlowSource {
    /** Opened bundles that are kept; a workspace has few that are in use. */
    private static final int OPEN_BUNDLES = 256;

    private static final long MOMENT = Duration.ofMillis(50).toNanos();

    private static final String FILE = "signalbox.yaml";

    private final FileSources sources;
    private final RunStore store;
    private final Map<BundleHash, CheckedFlow> opened = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Snapshot snapshot;
    private volatile long lookedAt;

    /** @param sound the last file without an error: one that somebody is about to mend lifts no limit and opens no door */
    private record Snapshot(
            CheckedWorkspace checked, Fingerprint files, Map<FlowName, Pinned> pinned, Workspace sound) {}

    public LiveWorkspace(Path folder, RunStore store) {
        sources = new FileSources(folder);
        this.store = store;
        lookedAt = System.nanoTime();
        snapshot = read(null);
    }

    private Snapshot read(@Nullable Snapshot before) {
        // The fingerprint first: a change while the files are read is seen at the next look.
        Set<Path> paths = watched();
        Fingerprint files = Fingerprint.of(paths);
        CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
        Set<Path> named = new LinkedHashSet<>();
        for (ReadFlow flow : checked.loaded().flows().values()) {
            flow.files().keySet().forEach(path -> named.add(sources.root().resolve(path)));
            flow.media().keySet().forEach(path -> named.add(sources.root().resolve(path)));
        }
        if (!paths.containsAll(named)) {
            paths.addAll(named);
            files = Fingerprint.of(paths);
            checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
        }
        Workspace sound = before == null || errors(FILE, checked).isEmpty()
                ? checked.loaded().workspace()
                : before.sound();
        return new Snapshot(checked, files, new ConcurrentHashMap<>(), sound);
    }

    private Set<Path> watched() {
        Set<Path> paths = new LinkedHashSet<>();
        Path root = sources.root();
        paths.add(root);
        paths.add(root.resolve(FILE));
        for (String path : sources.paths()) {
            Path file = root.resolve(path);
            // A folder's time tells of files that came or went.
            for (Path folder = file.getParent();
                    folder != null && folder.startsWith(root);
                    folder = folder.getParent()) {
                paths.add(folder);
            }
            if (path.endsWith(".yaml")) {
                paths.add(file);
            }
        }
        return paths;
    }

    /** The workspace as it is now. */
    public CheckedWorkspace checked() {
        return now().checked();
    }

    public Workspace workspace() {
        return checked().loaded().workspace();
    }

    /**
     * The same, or as it was a moment ago: for what each command asks anew, where looking at every file would cost as much
     * as the command.
     */
    public Workspace recent() {
        return aMomentAgo().checked().loaded().workspace();
    }

    /** The whole of it as it was a moment ago: for what strangers may ask as often as they like. */
    public CheckedWorkspace recentlyChecked() {
        return aMomentAgo().checked();
    }

    /** The workspace file as it was, a moment ago, when it had no error last: who may do what goes by it. */
    public Workspace sound() {
        return aMomentAgo().sound();
    }

    private Snapshot aMomentAgo() {
        return System.nanoTime() - lookedAt > MOMENT ? now() : snapshot;
    }

    public FileSources sources() {
        return sources;
    }

    private Snapshot now() {
        lookedAt = System.nanoTime();
        Snapshot known = snapshot;
        if (known.files().stillHolds()) {
            return known;
        }
        lock.lock();
        try {
            if (!snapshot.files().stillHolds()) {
                snapshot = read(snapshot);
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pinned current(FlowName name) {
        Snapshot now = now();
        Pinned known = now.pinned().get(name);
        if (known != null) {
            return known;
        }
        CheckedWorkspace checked = now.checked();
        ReadFlow read = checked.loaded().flow(name);
        Flow flow = read == null ? null : read.flow();
        if (read == null || flow == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, unknown(checked, name));
        }
        refuseErrors(FILE, "The workspace's " + FILE, checked);
        refuseErrors(read.path(), "The flow " + name, checked);
        if (!checked.flows().containsKey(name)) {
            throw new Problem(Problem.Kind.INVALID, "The flow " + name + " does not validate.");
        }
        Bundle bundle = Bundle.of(read, checked.loaded().workspace(), flow);
        BundleHash hash = new BundleHash(bundle.hash());
        store.keepBundle(hash, bundle);
        // Opened from its bundle even now, so that a run means the same before a restart and after it.
        Pinned pinned = new Pinned(hash, open(hash, bundle));
        now.pinned().put(name, pinned);
        return pinned;
    }

    private static String unknown(CheckedWorkspace checked, FlowName name) {
        Set<FlowName> names = checked.flows().keySet();
        return "There is no flow " + name + " in this workspace"
                + (names.isEmpty()
                        ? "."
                        : "; it has "
                                + String.join(
                                        ", ",
                                        names.stream().map(FlowName::value).toList()) + ".");
    }

    private static List<Diagnostic> errors(String file, CheckedWorkspace checked) {
        return checked.diagnostics().stream()
                .filter(found -> found.isError() && found.place().span().file().equals(file))
                .toList();
    }

    private static void refuseErrors(String file, String what, CheckedWorkspace checked) {
        List<Diagnostic> errors = errors(file, checked);
        if (errors.isEmpty()) {
            return;
        }
        Diagnostic first = errors.get(0);
        throw new Problem(
                Problem.Kind.INVALID,
                what + " does not validate: " + first.message() + " (" + first.code() + " at " + file + ":"
                        + first.place().span().line() + ":"
                        + first.place().span().column() + ")"
                        + (errors.size() == 1 ? "" : " and " + (errors.size() - 1) + " more"),
                Map.of("diagnostics", errors.stream().map(JsonReport::entry).toList()));
    }

    @Override
    public @Nullable DayLimits day() {
        return sound().day();
    }

    @Override
    public Pinned pinned(BundleHash hash) {
        CheckedFlow known = opened.get(hash);
        return new Pinned(hash, known != null ? known : open(hash, store.bundle(hash)));
    }

    private CheckedFlow open(BundleHash hash, @Nullable Bundle bundle) {
        if (bundle == null) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "The store lacks the bundle " + hash + " of this run.");
        }
        CheckedFlow known = opened.get(hash);
        if (known != null) {
            return known;
        }
        try {
            CheckedFlow flow = BundleOpener.open(bundle);
            if (opened.size() >= OPEN_BUNDLES) {
                opened.clear(); // the ones in use are opened again, which costs a few milliseconds each
            }
            opened.put(hash, flow);
            return flow;
        } catch (BundleException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
