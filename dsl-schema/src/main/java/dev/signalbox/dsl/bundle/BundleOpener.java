package dev.signalbox.dsl.bundle;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.util.List;

/**
 * Opens the bundle of a run. It was checked when it was made, so it is read and trusted: no expression is compiled until
 * the run evaluates it. A child flow's result has no type here; the data it is saved under has.
 */
public final class BundleOpener {
    private BundleOpener() {}

    /** Refuses a bundle whose flow or workspace part cannot be read with a {@link BundleException}. */
    public static CheckedFlow open(Bundle bundle) {
        Sources files = bundle.sources();
        ReadWorkspace workspace = WorkspaceReader.read(bundle.workspace(), files);
        refuse(bundle, workspace.diagnostics());
        ReadFlow read = FlowReader.read(bundle.path(), bundle.flow(), workspace.workspace(), files);
        refuse(bundle, read.diagnostics());
        Flow flow = read.flow();
        if (flow == null) {
            throw new BundleException("The bundle of " + bundle.path() + " holds no flow.", read.diagnostics());
        }
        return Checker.trust(flow, workspace.workspace(), FlowSignatures.NONE);
    }

    private static void refuse(Bundle bundle, List<Diagnostic> diagnostics) {
        diagnostics.stream().filter(Diagnostic::isError).findFirst().ifPresent(error -> {
            throw new BundleException(
                    "The bundle of " + bundle.path() + " cannot be opened by this version: " + error.message() + " ("
                            + error.code() + " at " + error.place().span().file() + ":"
                            + error.place().span().line() + ")",
                    diagnostics);
        });
    }
}
