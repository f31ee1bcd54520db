package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A test file as read. {@code tests} is null when no model could be built. */
public record ReadTests(
        String path,
        String text,
        @Nullable TestFile tests,
        List<Diagnostic> diagnostics,
        Places places,
        List<Suppression> suppressions) {
    public ReadTests {
        diagnostics = List.copyOf(diagnostics);
        suppressions = List.copyOf(suppressions);
    }
}
