package dev.signalbox.runtime.draft;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.check.Checked;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.view.FlowViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A text in the place of a flow's file, read and checked against its workspace, and nothing else of that workspace checked
 * again: it is asked for at every pause of somebody's typing.
 */
public record Draft(ReadFlow read, CheckedFlow checked, Setting setting, Sources sources) {

    /**
     * Refuses a flow that the workspace does not have, and a text with errors with its findings as {@code diagnostics}.
     *
     * @param sources the workspace's files, for those that the text names
     */
    public static Draft of(LoadedWorkspace loaded, Sources sources, String name, String text) {
        ReadFlow file = FlowViews.file(loaded, name);
        if (file == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no flow " + name + " in this workspace.");
        }
        ReadFlow read = FlowReader.read(file.path(), text, loaded.workspace(), sources);
        Flow flow = read.flow();
        List<Diagnostic> errors = new ArrayList<>(errors(read.diagnostics()));
        if (flow == null || !errors.isEmpty()) {
            throw broken(errors);
        }
        Setting setting = new Setting(flow, loaded.workspace(), WorkspaceChecker.signatures(loaded), read.places());
        Checked checked = Checker.check(flow, setting.workspace(), setting.others(), setting.places());
        CheckedFlow bound = checked.flow();
        if (bound == null) {
            throw broken(errors(checked.diagnostics()));
        }
        return new Draft(read, bound, setting, sources);
    }

    private static List<Diagnostic> errors(List<Diagnostic> found) {
        return found.stream().filter(Diagnostic::isError).toList();
    }

    private static Problem broken(List<Diagnostic> errors) {
        String first = errors.isEmpty()
                ? "it holds no flow."
                : errors.getFirst().message() + " (" + errors.getFirst().code() + " at line "
                        + errors.getFirst().place().span().line() + ")";
        return new Problem(
                Problem.Kind.INVALID,
                "The text has " + (errors.size() == 1 ? "an error" : errors.size() + " errors") + ": " + first,
                Map.of("diagnostics", errors.stream().map(JsonReport::entry).toList()));
    }

    public Flow flow() {
        return setting.flow();
    }

    /** What a run that began with this text would pin. */
    public BundleHash bundle() {
        return new BundleHash(Bundle.of(read, setting.workspace(), flow()).hash());
    }
}
