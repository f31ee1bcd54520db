package dev.signalbox.dsl.format;

import dev.signalbox.dsl.yaml.LineMap;
import dev.signalbox.dsl.yaml.YamlFile;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.List;

/** Whether a text still says what another one said: the same tree but for the order of keys, and every comment. */
final class Sameness {
    private Sameness() {}

    static boolean holds(YamlNode before, List<String> remarks, String written) {
        YamlFile after = YamlReader.read("", written);
        YamlNode tree = after.root();
        if (tree == null || !before.json().equals(tree.json())) {
            return false;
        }
        LineMap lines = new LineMap("", written);
        return remarks.stream()
                .sorted()
                .toList()
                .equals(Formatter.remarks(lines, PieceReader.read(lines)).stream()
                        .sorted()
                        .toList());
    }
}
