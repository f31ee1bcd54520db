package dev.signalbox.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the engine cannot be set up instead of printing a stack trace. */
final class SetupFailureAnalyzer extends AbstractFailureAnalyzer<SetupException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SetupException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), root);
    }
}
