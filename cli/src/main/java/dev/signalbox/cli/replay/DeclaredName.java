package dev.signalbox.cli.replay;

import dev.signalbox.cli.Complaint;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name that a file outside every workspace gives its flow: the flow in whose place it is tried. */
final class DeclaredName {
    private DeclaredName() {}

    static String of(Path file, String written) {
        try {
            YamlNode root = YamlReader.read(written, Files.readString(file)).root();
            YamlNode.Entry flow =
                    root instanceof YamlNode.Mapping mapping ? mapping.entries().get("flow") : null;
            if (flow != null && flow.value() instanceof YamlNode.Scalar name) {
                return name.text();
            }
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + written + ": " + unreadable.getMessage());
        }
        throw new Complaint(written + " is no flow: it has no name, `flow: NAME`");
    }
}
