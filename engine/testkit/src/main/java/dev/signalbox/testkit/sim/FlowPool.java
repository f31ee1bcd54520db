package dev.signalbox.testkit.sim;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.dispatch.FlowSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Flows that were read, checked and pinned once and serve many worlds. Refuses flow files with an error: a generator that
 * writes one is broken.
 */
public final class FlowPool implements FlowSource {
    private final Map<FlowName, Pinned> current = new LinkedHashMap<>();
    private final Map<BundleHash, Pinned> pinned = new LinkedHashMap<>();
    private final Map<BundleHash, Bundle> bundles = new LinkedHashMap<>();

    /** @param names the flows wanted, the one to be started first */
    private FlowPool(Sources sources, List<FlowName> names) {
        LoadedWorkspace loaded = WorkspaceFolder.load(sources);
        CheckedWorkspace checked = WorkspaceChecker.check(loaded);
        for (Diagnostic found : checked.diagnostics()) {
            // Limits that no run can keep are part of the play.
            if (found.isError() && found.code() != Code.B304) {
                String file = found.place().span().file();
                throw new IllegalArgumentException(
                        file + ":" + found.place().span().line() + " " + found.code() + " " + found.message() + "\n"
                                + sources.read(file));
            }
        }
        for (FlowName name : names.isEmpty() ? checked.flows().keySet() : names) {
            ReadFlow read = loaded.flow(name);
            Flow flow = read == null ? null : read.flow();
            if (read == null || flow == null) {
                throw new IllegalArgumentException("no flow " + name);
            }
            Bundle bundle = Bundle.of(read, loaded.workspace(), flow);
            BundleHash hash = new BundleHash(bundle.hash());
            Pinned its = new Pinned(hash, BundleOpener.open(bundle));
            current.put(flow.name(), its);
            pinned.put(hash, its);
            bundles.put(hash, bundle);
        }
    }

    /** The flows of a generator's seed. */
    public static FlowPool random(long seed) {
        Map<String, String> texts = new LinkedHashMap<>();
        RandomFlows.of(seed).forEach(written -> texts.put(written.name(), written.text()));
        return of(texts);
    }

    /** These flow files by name, over the workspace of the simulated world. */
    public static FlowPool of(Map<String, String> flows) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("signalbox.yaml", RandomFlows.WORKSPACE);
        flows.forEach((name, text) -> files.put(name + ".flow.yaml", text));
        return new FlowPool(
                sources(files), flows.keySet().stream().map(FlowName::new).toList());
    }

    /** Every flow of a workspace. */
    public static FlowPool of(Sources workspace) {
        return new FlowPool(workspace, List.of());
    }

    private static Sources sources(SortedMap<String, String> files) {
        return new Sources() {
            @Override
            public @Nullable String read(String path) {
                return files.get(path);
            }

            @Override
            public List<String> paths() {
                return List.copyOf(files.keySet());
            }
        };
    }

    /** The name of the flow that is to be started. */
    FlowName first() {
        return current.keySet().iterator().next();
    }

    /** The names of all of them. */
    List<FlowName> names() {
        return List.copyOf(current.keySet());
    }

    Map<BundleHash, Bundle> bundles() {
        return bundles;
    }

    @Override
    public Pinned current(FlowName name) {
        Pinned its = current.get(name);
        if (its == null) {
            throw new IllegalArgumentException("no flow " + name);
        }
        return its;
    }

    @Override
    public Pinned pinned(BundleHash bundle) {
        Pinned its = pinned.get(bundle);
        if (its == null) {
            throw new IllegalArgumentException("no bundle " + bundle);
        }
        return its;
    }
}
