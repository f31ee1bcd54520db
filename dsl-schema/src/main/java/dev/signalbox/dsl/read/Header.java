package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Fix;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** What every file of the language begins with, and what every reading ends with. */
final class Header {
    private Header() {}

    /** {@code signalbox: 1}. False when the version is another one: then nothing else in the file can be judged. */
    static boolean version(Reading reading, YamlNode root) {
        YamlNode.Entry entry = root instanceof YamlNode.Mapping mapping ? mapping.entry("signalbox") : null;
        YamlNode node = entry == null ? null : entry.value();
        if (node == null) {
            return true;
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.value() instanceof Long version && version == 1) {
            return true;
        }
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
            reading.add(Diagnostic.of(
                            Code.Y009,
                            node.place(),
                            "`signalbox: " + Reading.clip(scalar.text()) + "` is no version that this program reads.")
                    .withHelp("It reads version 1.")
                    .withSuggestion("1")
                    .withFix(Fix.offered("Write `1`", node.place().span(), "1")));
        } else {
            reading.wrong(node, "`1`");
        }
        return false;
    }

    /** Findings in the order of the file; a warning about a value's spelling says nothing new where the value is wrong. */
    static List<Diagnostic> ordered(List<Diagnostic> first, List<Diagnostic> found) {
        List<Diagnostic> all = new ArrayList<>(first);
        all.addAll(found);
        all.removeIf(d -> d.code() == Code.Y010
                && all.stream()
                        .anyMatch(other -> other.isError()
                                && other.place().span().equals(d.place().span())));
        all.sort(java.util.Comparator.comparing(
                        (Diagnostic d) -> d.place().span().file())
                .thenComparingInt(d -> d.place().span().line())
                .thenComparingInt(d -> d.place().span().column()));
        return all;
    }
}
