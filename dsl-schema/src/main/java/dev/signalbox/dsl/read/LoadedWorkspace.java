package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A workspace folder as read: {@code signalbox.yaml} and every flow and test file below it, by path.
 *
 * @param diagnostics what concerns the folder and its {@code signalbox.yaml}; each file's findings are the file's
 */
public record LoadedWorkspace(
        ReadWorkspace read,
        List<Diagnostic> diagnostics,
        SortedMap<String, ReadFlow> flows,
        SortedMap<String, ReadTests> tests) {
    public LoadedWorkspace {
        diagnostics = List.copyOf(diagnostics);
    }

    public Workspace workspace() {
        return read.workspace();
    }

    /** The file that declares a flow, or null. */
    public @Nullable ReadFlow flow(FlowName name) {
        for (ReadFlow flow : flows.values()) {
            Flow model = flow.flow();
            if (model != null && model.name().equals(name)) {
                return flow;
            }
        }
        return null;
    }

    /** Every finding of reading: the folder's and each file's, with the files' suppressions not yet applied. */
    public List<Diagnostic> allDiagnostics() {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        flows.values().forEach(flow -> all.addAll(flow.diagnostics()));
        tests.values().forEach(file -> all.addAll(file.diagnostics()));
        return all;
    }

    /** How many files were read. */
    public int files() {
        return 1 + flows.size() + tests.size();
    }
}
