package dev.signalbox.cli.library;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.lines.LineEnds;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is missing into a {@code signalbox.yaml} that somebody wrote. Only inserts, so every comment and every line
 * stays as it was; what is there already stays, whatever it says. The text that comes out is read again and must say exactly
 * what the old one said and what was added, else there is none: the caller then shows the lines to add by hand.
 */
final class Merge {
    private static final String FILE = "signalbox.yaml";

    private Merge() {}

    /**
     * @param text the file with what was missing
     * @param added what was put in, by section, as names
     * @param kept names that were there before
     */
    record Merged(String text, Map<String, List<String>> added, Map<String, List<String>> kept) {}

    /** Empty where the file is written in a way that nothing can be put into safely. */
    static Optional<Merged> into(String text, Needs needs) {
        String merged = text;
        Map<String, List<String>> added = new LinkedHashMap<>();
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String section : Needs.SECTIONS) {
            Map<String, String> wanted = wanted(needs, section);
            if (!(YamlReader.read(FILE, merged).root() instanceof YamlNode.Mapping root)) {
                return Optional.empty();
            }
            SequencedSet<String> there = names(root.entry(section));
            wanted.keySet().stream()
                    .filter(there::contains)
                    .forEach(name -> kept.computeIfAbsent(section, one -> new ArrayList<>())
                            .add(name));
            wanted.keySet().removeAll(there);
            if (!wanted.isEmpty()) {
                added.put(section, List.copyOf(wanted.keySet()));
                Optional<String> next = with(merged, root, section, wanted);
                if (next.isEmpty() || !says(next.get(), root, section, wanted)) {
                    return Optional.empty();
                }
                merged = next.get();
            }
        }
        return Optional.of(new Merged(merged, added, kept));
    }

    /** By name the value as it is written; an item of a list has an empty one. */
    private static Map<String, String> wanted(Needs needs, String section) {
        Map<String, String> wanted = new LinkedHashMap<>(needs.maps().getOrDefault(section, Map.of()));
        needs.lists().getOrDefault(section, new LinkedHashSet<>()).forEach(item -> wanted.put(item, ""));
        return wanted;
    }

    private static SequencedSet<String> names(YamlNode.@Nullable Entry entry) {
        SequencedSet<String> names = new LinkedHashSet<>();
        if (entry != null && entry.value() instanceof YamlNode.Mapping map) {
            names.addAll(map.entries().keySet());
        }
        if (entry != null && entry.value() instanceof YamlNode.Sequence list) {
            list.items().forEach(item -> names.add(String.valueOf(item.json())));
        }
        return names;
    }

    private static Optional<String> with(
            String text, YamlNode.Mapping root, String section, Map<String, String> wanted) {
        YamlNode.Entry entry = root.entry(section);
        if (entry == null) {
            return Optional.of(LineEnds.as(text, ended(text) + "\n" + block(section, wanted)));
        }
        LineMap lines = new LineMap(FILE, text);
        return switch (entry.value()) {
            case YamlNode.Mapping map -> Optional.of(inserted(text, lines, map, wanted));
            case YamlNode.Sequence list -> Optional.of(inserted(text, lines, list, wanted));
            case YamlNode.Scalar nothing -> Optional.empty();
        };
    }

    /** A section of its own, as the library writes it. */
    private static String block(String section, Map<String, String> wanted) {
        if (wanted.containsValue("")) {
            return section + ": [" + String.join(", ", wanted.keySet()) + "]\n";
        }
        StringBuilder block = new StringBuilder(section + ":\n");
        wanted.forEach((key, value) ->
                block.append("  ").append(key).append(": ").append(value).append('\n'));
        return block.toString();
    }

    private static String inserted(String text, LineMap lines, YamlNode.Mapping map, Map<String, String> wanted) {
        List<String> entries = new ArrayList<>();
        wanted.forEach((key, value) -> entries.add(key + ": " + value));
        List<YamlNode.Entry> there = List.copyOf(map.entries().values());
        Span span = map.place().span();
        int from = lines.offset(span.line(), span.column());
        if (text.startsWith("{", from)) {
            return there.isEmpty()
                    ? spliced(text, from, end(lines, span), "{ " + String.join(", ", entries) + " }")
                    : behind(text, lines, there.getLast().value(), entries);
        }
        int column = there.getFirst().key().place().span().column();
        return below(text, lines, there.getLast().value(), " ".repeat(column - 1), entries);
    }

    private static String inserted(String text, LineMap lines, YamlNode.Sequence list, Map<String, String> wanted) {
        List<String> items = List.copyOf(wanted.keySet());
        Span span = list.place().span();
        int from = lines.offset(span.line(), span.column());
        if (text.startsWith("[", from)) {
            return list.items().isEmpty()
                    ? spliced(text, from, end(lines, span), "[" + String.join(", ", items) + "]")
                    : behind(text, lines, list.items().getLast(), items);
        }
        String line = lines.lineText(list.items().getFirst().place().span().line());
        String dash = line.substring(0, line.indexOf('-') + 1) + " ";
        return below(text, lines, list.items().getLast(), dash, items);
    }

    private static String behind(String text, LineMap lines, YamlNode last, List<String> entries) {
        int at = end(lines, last.place().span());
        return spliced(text, at, at, ", " + String.join(", ", entries));
    }

    private static String below(String text, LineMap lines, YamlNode last, String before, List<String> entries) {
        StringBuilder block = new StringBuilder();
        entries.forEach(entry -> block.append(before).append(entry).append('\n'));
        int line = lines.line(Math.max(0, end(lines, last.place().span()) - 1));
        return line < lines.lines()
                ? spliced(text, lines.lineStart(line + 1), lines.lineStart(line + 1), block.toString())
                : LineEnds.as(text, ended(text) + block);
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private static String spliced(String text, int from, int to, String in) {
        return LineEnds.as(text, text.substring(0, from) + in + text.substring(to));
    }

    private static int end(LineMap lines, Span span) {
        return lines.offset(span.endLine(), span.endColumn());
    }

    /** The new text says what the old one said, and what was added. */
    private static boolean says(String text, YamlNode.Mapping before, String section, Map<String, String> wanted) {
        Map<String, Object> expected = new LinkedHashMap<>(Json.object(before.json()));
        Object addition = YamlReader.read(FILE, block(section, wanted)).root() instanceof YamlNode.Mapping block
                ? Json.object(block.json()).getOrDefault(section, Map.of())
                : Map.of();
        Object there = expected.get(section);
        if (addition instanceof List<?> items) {
            List<Object> all = new ArrayList<>(there instanceof List<?> list ? list : List.of());
            all.addAll(items);
            expected.put(section, all);
        } else {
            Map<String, Object> all = new LinkedHashMap<>(there instanceof Map<?, ?> ? Json.object(there) : Map.of());
            all.putAll(Json.object(addition));
            expected.put(section, all);
        }
        var read = YamlReader.read(FILE, text);
        return read.root() != null
                && read.diagnostics().isEmpty()
                && expected.equals(read.root().json());
    }
}
