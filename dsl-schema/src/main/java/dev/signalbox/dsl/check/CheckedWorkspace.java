package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Suppressed;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A workspace held against every rule.
 *
 * @param diagnostics every finding of reading and checking as its rule weighs it, suppressions applied, by file and then in the order of the file:
 *     an error among them keeps a flow from running
 * @param told the same findings as the workspace weighs them ({@code .signalbox-lint}): what people and builds are told
 * @param suppressed what comments in the files take away of what is told
 * @param flows the flows fit to run, by name; one with an error is not among them
 */
public record CheckedWorkspace(
        LoadedWorkspace loaded,
        List<Diagnostic> diagnostics,
        List<Diagnostic> told,
        List<Suppressed> suppressed,
        SortedMap<FlowName, CheckedFlow> flows) {
    public CheckedWorkspace {
        diagnostics = List.copyOf(diagnostics);
        told = List.copyOf(told);
        suppressed = List.copyOf(suppressed);
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
