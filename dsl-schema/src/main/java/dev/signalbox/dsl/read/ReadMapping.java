package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Mapping;
import java.util.List;

/** A mapping file as read. With an error among the diagnostics it is not to be used. */
public record ReadMapping(Mapping mapping, List<Diagnostic> diagnostics) {
    public ReadMapping {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean sound() {
        return diagnostics.stream().noneMatch(Diagnostic::isError);
    }
}
