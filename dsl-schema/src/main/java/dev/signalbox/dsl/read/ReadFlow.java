package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.yaml.Suppression;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A flow file as read: the model, and what is wrong with the file's form.
 *
 * @param flow null when no model could be built at all; beside errors it holds what could be read, so that a checker can
 *     say more without repeating them
 * @param files the text of each file the flow names, by its path in the workspace
 * @param media each picture and document the flow names, as base64, by its path in the workspace
 * @param places where each value and key of the file stands, by pointer
 * @param suppressions to be applied, with {@link Suppressions#apply}, to all findings about this file at once
 */
public record ReadFlow(
        String path,
        String text,
        @Nullable Flow flow,
        List<Diagnostic> diagnostics,
        SortedMap<String, String> files,
        SortedMap<String, String> media,
        Places places,
        List<Suppression> suppressions) {
    public ReadFlow {
        diagnostics = List.copyOf(diagnostics);
        suppressions = List.copyOf(suppressions);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
