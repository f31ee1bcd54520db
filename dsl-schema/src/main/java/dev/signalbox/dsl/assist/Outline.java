package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file's parts for a table of contents: its sections and what they declare, of a test file its tests.
 *
 * @param detail a few words: of a state its verb
 * @param whole from the name to the end of what it names
 */
public record Outline(String name, String detail, Span span, Span whole, List<Outline> parts) {
    private static final Set<String> DIVIDED =
            Set.of("types", "data", "actions", "events", "states", "models", "people", "secrets", "channels", "tests");

    public Outline {
        parts = List.copyOf(parts);
    }

    public static List<Outline> of(String path, String text) {
        FileKind kind = FileKind.of(path);
        YamlNode root = kind == null ? null : Paths.tree(path, text);
        List<Outline> parts = new ArrayList<>();
        if (root instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries().values()) {
                parts.add(part(entry, DIVIDED.contains(entry.name()) ? below(entry) : List.of()));
            }
        }
        return parts;
    }

    private static Outline part(YamlNode.Entry entry, List<Outline> parts) {
        Span key = entry.key().place().span();
        Span value = entry.value().place().span();
        boolean behind = value.endLine() > key.endLine()
                || (value.endLine() == key.endLine() && value.endColumn() > key.endColumn());
        Span end = behind ? value : key;
        return new Outline(
                entry.name().isEmpty() ? "?" : entry.name(),
                entry.value() instanceof YamlNode.Scalar scalar
                                && !scalar.text().contains("\n")
                        ? scalar.text()
                        : "",
                key,
                new Span(key.file(), key.line(), key.column(), end.endLine(), end.endColumn()),
                parts);
    }

    private static List<Outline> below(YamlNode.Entry section) {
        List<Outline> parts = new ArrayList<>();
        switch (section.value()) {
            case YamlNode.Scalar scalar -> {}
            case YamlNode.Mapping mapping ->
                mapping.entries().values().forEach(entry -> {
                    Outline part = part(entry, List.of());
                    String detail = section.name().equals("states") ? Names.verb(entry.value()) : part.detail();
                    parts.add(new Outline(part.name(), detail, part.span(), part.whole(), List.of()));
                });
            case YamlNode.Sequence sequence ->
                sequence.items().forEach(item -> {
                    if (Spot.node(item, List.of("name")) instanceof YamlNode.Scalar name
                            && !name.text().isEmpty()) {
                        parts.add(new Outline(
                                name.text(),
                                "test",
                                name.place().span(),
                                name.place().span(),
                                List.of()));
                    }
                });
        }
        return parts;
    }
}
