package dev.signalbox.cli.library;

import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a flow of the library and its test need of {@code signalbox.yaml}, as it stands in the library's: the texts of
 * entries, so that a copy looks as the original does.
 *
 * @param maps by section and key, the value as it is written
 * @param lists by section
 * @param deciders the groups of {@code lists} that the flow itself lets decide
 */
record Needs(
        Map<String, Map<String, String>> maps, Map<String, SequencedSet<String>> lists, SequencedSet<String> deciders) {
    /** The sections in the order in which they stand in a file. */
    static final List<String> SECTIONS = List.of("models", "env", "secrets", "groups", "people", "stand_ins");

    private static final Pattern MODEL = Pattern.compile("\\bmodel: ([a-z]+)");
    private static final Pattern ENV = Pattern.compile("\\benv\\.([A-Z_]+)");
    private static final Pattern SECRET = Pattern.compile("\\bsecret\\.([A-Z_]+)");
    private static final Pattern BY = Pattern.compile("\\b(?:by|started_by): \\[?([a-z, -]+)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");

    static Needs of(Collection<String> texts, String workspace) {
        String all = String.join("\n", texts);
        Source source = Source.of(workspace);
        SequencedSet<String> named = new LinkedHashSet<>();
        found(BY, all).forEach(names -> named.addAll(found(NAME, names)));

        Map<String, String> people = source.entries("people", named);
        SequencedSet<String> groups = new LinkedHashSet<>(named);
        people.values().forEach(person -> groups.addAll(found(NAME, person)));

        Map<String, Map<String, String>> maps = new LinkedHashMap<>();
        Map<String, SequencedSet<String>> lists = new LinkedHashMap<>();
        SequencedSet<String> env = found(ENV, all);
        maps.put("models", source.entries("models", found(MODEL, all)));
        maps.put("secrets", source.entries("secrets", found(SECRET, all)));
        maps.put("people", people);
        maps.put("stand_ins", source.entries("stand_ins", env));
        lists.put("env", source.items("env", env));
        lists.put("groups", source.items("groups", groups));
        return new Needs(maps, lists, source.items("groups", named));
    }

    /** The sections that are not empty, as they would stand in a file of their own. */
    String yaml() {
        StringBuilder yaml = new StringBuilder();
        for (String section : SECTIONS) {
            yaml.append(yaml(section));
        }
        return yaml.toString();
    }

    /** One section, or nothing. */
    String yaml(String section) {
        Map<String, String> map = maps.getOrDefault(section, Map.of());
        SequencedSet<String> list = lists.getOrDefault(section, new LinkedHashSet<>());
        StringBuilder yaml = new StringBuilder();
        if (!map.isEmpty()) {
            yaml.append(section).append(":\n");
            map.forEach((key, value) ->
                    yaml.append("  ").append(key).append(": ").append(value).append('\n'));
        } else if (!list.isEmpty()) {
            yaml.append(section).append(": [").append(String.join(", ", list)).append("]\n");
        }
        return yaml.toString();
    }

    private static SequencedSet<String> found(Pattern pattern, String text) {
        SequencedSet<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
        }
        return found;
    }

    /** The library's own file. */
    private record Source(LineMap lines, YamlNode.Mapping root) {
        static Source of(String text) {
            if (YamlReader.read("signalbox.yaml", text).root() instanceof YamlNode.Mapping root) {
                return new Source(new LineMap("signalbox.yaml", text), root);
            }
            throw new IllegalStateException("the library's signalbox.yaml does not read");
        }

        Map<String, String> entries(String section, Collection<String> keys) {
            Map<String, String> found = new LinkedHashMap<>();
            if (value(section) instanceof YamlNode.Mapping map) {
                map.entries().forEach((key, entry) -> {
                    if (keys.contains(key)) {
                        found.put(key, written(entry.value()));
                    }
                });
            }
            return found;
        }

        SequencedSet<String> items(String section, Collection<String> wanted) {
            SequencedSet<String> found = new LinkedHashSet<>();
            if (value(section) instanceof YamlNode.Sequence list) {
                for (YamlNode item : list.items()) {
                    if (item instanceof YamlNode.Scalar name && wanted.contains(name.text())) {
                        found.add(name.text());
                    }
                }
            }
            return found;
        }

        private YamlNode value(String section) {
            YamlNode.Entry entry = root.entry(section);
            if (entry == null) {
                throw new IllegalStateException("the library's signalbox.yaml has no " + section);
            }
            return entry.value();
        }

        private String written(YamlNode value) {
            var span = value.place().span();
            return lines.text()
                    .substring(
                            lines.offset(span.line(), span.column()), lines.offset(span.endLine(), span.endColumn()));
        }
    }
}
