package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.LoadedWorkspace;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A workspace held against every rule.
 *
 * @param diagnostics every finding of reading and checking, suppressions applied, by file and then in the order of the file
 * @param flows the flows fit to run, by name; one with an error is not among them
 */
public record CheckedWorkspace(
        LoadedWorkspace loaded, List<Diagnostic> diagnostics, SortedMap<FlowName, CheckedFlow> flows) {
    public CheckedWorkspace {
        diagnostics = List.copyOf(diagnostics);
        flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
