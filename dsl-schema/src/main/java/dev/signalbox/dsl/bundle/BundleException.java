package dev.signalbox.dsl.bundle;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;

/** A bundle that this program cannot open: it was damaged, or made by a newer program. Says which part and why. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Diagnostic> diagnostics;

    BundleException(String message, List<Diagnostic> diagnostics) {
        super(message);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** What was wrong, as the reader says it. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
