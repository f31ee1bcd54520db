package dev.signalbox.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Comments written into a text, one above each key that begins a line, and looked for above the same keys again. */
final class Heard {
    private Heard() {}

    /** The keys that begin a line, or follow a dash that does, by their line. */
    private static void keys(YamlNode node, Map<Integer, YamlNode.Scalar> found) {
        switch (node) {
            case YamlNode.Scalar ignored -> {}
            case YamlNode.Sequence list -> list.items().forEach(item -> keys(item, found));
            case YamlNode.Mapping map ->
                map.entries().values().forEach(entry -> {
                    found.putIfAbsent(entry.key().place().span().line(), entry.key());
                    keys(entry.value(), found);
                });
        }
    }

    static String marked(String text) {
        YamlFile file = YamlReader.read("", text);
        Map<Integer, YamlNode.Scalar> keys = new TreeMap<>();
        keys(java.util.Objects.requireNonNull(file.root()), keys);
        List<String> lines = new ArrayList<>();
        int line = 0;
        boolean first = true;
        for (String written : text.lines().toList()) {
            YamlNode.Scalar key = keys.get(++line);
            if (key != null) {
                int column = key.place().span().column() - 1;
                String before = written.substring(0, column);
                // What stands above a file's first key is the file's, and stays on top.
                if (before.isBlank() && !first) {
                    lines.add(before + "# before " + key.text());
                } else if (before.matches(" *- ")) {
                    lines.add(before.substring(0, before.indexOf('-')) + "# before an item");
                }
                first = false;
            }
            lines.add(written);
        }
        return String.join("\n", lines) + "\n";
    }

    static int holds(String name, String formatted) {
        List<String> lines = formatted.lines().toList();
        int seen = 0;
        for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i).strip();
            int next = i + 1;
            while (next + 1 < lines.size() && lines.get(next).strip().startsWith("# before")) {
                next++;
            }
            String below = lines.get(next).strip();
            if (line.equals("# before an item")) {
                assertTrue(below.startsWith("- "), name + ": " + below);
                seen++;
            } else if (line.startsWith("# before ")) {
                String key = line.substring("# before ".length());
                String bare = below.startsWith("- ") ? below.substring(2) : below;
                assertEquals(
                        key,
                        bare.replaceFirst("[\"']?:( .*)?$", "")
                                .replaceFirst("^[\"']", "")
                                .substring(0, key.length()),
                        name);
                seen++;
            }
        }
        return seen;
    }
}
