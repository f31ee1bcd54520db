package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Lint;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.List;

/** {@code signalbox.yaml} as read. Beside errors the workspace holds what could be read, and is empty at worst. */
public record ReadWorkspace(
        String text,
        Workspace workspace,
        Lint lint,
        List<Diagnostic> diagnostics,
        Places places,
        List<Suppression> suppressions) {
    public ReadWorkspace {
        diagnostics = List.copyOf(diagnostics);
        suppressions = List.copyOf(suppressions);
    }
}
