package dev.signalbox.runtime.review;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.check.Checked;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diff.FlowDiff;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.runtime.api.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison.
 *
 * @param id {@code file}, {@code text}, or the hash of a bundle
 * @param checked null where the text has errors of meaning: it can be compared, but no run goes on by it
 * @param errors those
 */
record FlowVersion(
        String id,
        ReadFlow read,
        Flow flow,
        BundleHash bundle,
        @Nullable CheckedFlow checked,
        List<Diagnostic> errors) {

    /** Refuses a text in which no flow can be read. */
    static FlowVersion of(String id, LoadedWorkspace loaded, Sources sources, ReadFlow file, String text) {
        ReadFlow read = FlowReader.read(file.path(), text, loaded.workspace(), sources);
        Flow flow = sound(id, read);
        Checked checked = Checker.check(flow, loaded.workspace(), WorkspaceChecker.signatures(loaded), read.places());
        return new FlowVersion(
                id, read, flow, hash(read, loaded.workspace(), flow), checked.flow(), errors(checked.diagnostics()));
    }

    /** What a run pinned. Refuses a bundle that this version of the language cannot read any more. */
    static FlowVersion of(BundleHash hash, Bundle bundle) {
        Sources files = bundle.sources();
        ReadWorkspace workspace = WorkspaceReader.read(bundle.workspace(), files);
        ReadFlow read = FlowReader.read(bundle.path(), bundle.flow(), workspace.workspace(), files);
        Flow flow = sound(hash.value(), read);
        CheckedFlow checked = Checker.trust(flow, workspace.workspace(), FlowSignatures.NONE);
        return new FlowVersion(hash.value(), read, flow, hash, checked, List.of());
    }

    private static BundleHash hash(ReadFlow read, Workspace workspace, Flow flow) {
        return new BundleHash(Bundle.of(read, workspace, flow).hash());
    }

    private static Flow sound(String id, ReadFlow read) {
        List<Diagnostic> errors = errors(read.diagnostics());
        Flow flow = read.flow();
        if (flow != null && errors.isEmpty()) {
            return flow;
        }
        String which =
                id.equals("text") ? "The text" : id.equals("file") ? "The workspace's file" : "The version " + id;
        throw new Problem(
                Problem.Kind.INVALID,
                which + " cannot be read as a flow, so it cannot be compared"
                        + (errors.isEmpty()
                                ? "."
                                : ": " + errors.getFirst().message() + " ("
                                        + errors.getFirst().code() + " at line "
                                        + errors.getFirst().place().span().line() + ")"),
                Map.of("diagnostics", errors.stream().map(JsonReport::entry).toList()));
    }

    private static List<Diagnostic> errors(List<Diagnostic> found) {
        return found.stream().filter(Diagnostic::isError).toList();
    }

    FlowDiff.Version compared() {
        return new FlowDiff.Version(flow, read.places());
    }
}
