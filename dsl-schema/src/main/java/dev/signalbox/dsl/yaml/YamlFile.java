package dev.signalbox.dsl.yaml;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text read as YAML.
 *
 * @param root null when the text is so wrong that a tree would mislead: the diagnostics then say why
 * @param suppressions the comments {@code # signalbox: ignore CODE reason}, in the order of the file
 */
public record YamlFile(
        String file, @Nullable YamlNode root, List<Diagnostic> diagnostics, List<Suppression> suppressions) {
    public YamlFile {
        diagnostics = List.copyOf(diagnostics);
        suppressions = List.copyOf(suppressions);
    }
}
