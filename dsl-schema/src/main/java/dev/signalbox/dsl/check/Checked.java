package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a flow.
 *
 * @param diagnostics every finding, in the order of the file
 * @param flow the flow fit to run; null when there is an error
 */
public record Checked(
        List<Diagnostic> diagnostics, @Nullable CheckedFlow flow) {
    public Checked {
        diagnostics = List.copyOf(diagnostics);
    }
}
