package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Versions of flows, made by exchanging parts of their text. */
final class Edits {
    private static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 16000 }
              slow: { provider: recorded, window: 16000 }
            env: [SHOP_URL]
            secrets: { SHOP_TOKEN: { hosts: [shop.example] } }
            groups: [support-lead]
            http: { allow: [shop.example] }
            """;

    private Edits() {}

    /** The refund desk of the language's page. */
    static String refundDesk() {
        return resource("src/test/resources/check/refund-desk.flow.yaml");
    }

    static String sample(String name) {
        return resource("../flows/" + name + ".flow.yaml");
    }

    private static String resource(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The text with parts exchanged, each of which stands in it once. */
    static String edit(String text, String... fromAndTo) {
        String edited = text;
        for (int i = 0; i < fromAndTo.length; i += 2) {
            int at = edited.indexOf(fromAndTo[i]);
            if (at < 0 || edited.indexOf(fromAndTo[i], at + 1) >= 0) {
                throw new IllegalArgumentException((at < 0 ? "not there: " : "there twice: ") + fromAndTo[i]);
            }
            edited = edited.substring(0, at) + fromAndTo[i + 1] + edited.substring(at + fromAndTo[i].length());
        }
        return edited;
    }

    static FlowDiff.Version version(String text) {
        return version(text, Map.of());
    }

    static FlowDiff.Version version(String text, Map<String, String> files) {
        ReadFlow read = read(text, files);
        Flow flow = read.flow();
        if (flow == null || read.hasErrors()) {
            throw new IllegalArgumentException("no flow: " + read.diagnostics());
        }
        return new FlowDiff.Version(flow, read.places());
    }

    static ReadFlow read(String text, Map<String, String> files) {
        TreeMap<String, String> all = new TreeMap<>(files);
        all.put("signalbox.yaml", WORKSPACE);
        Sources sources = sources(all);
        return FlowReader.read(
                "desk.flow.yaml", text, WorkspaceFolder.load(sources).workspace(), sources);
    }

    static Sources sources(Map<String, String> files) {
        return new Sources() {
            @Override
            public @Nullable String read(String path) {
                return files.get(path);
            }

            @Override
            public List<String> paths() {
                return files.keySet().stream().sorted().toList();
            }
        };
    }

    static List<Change> changes(String before, String after) {
        return FlowDiff.of(version(before), version(after), true);
    }

    /** {@code kind subject}, sorted. */
    static List<String> told(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind().id() + " " + change.subject().name())
                .sorted()
                .toList();
    }

    /** As it is told the other way round. */
    static List<String> mirrored(List<Change> changes) {
        return changes.stream()
                .map(change ->
                        change.kind().mirror().id() + " " + places(change.after()) + " " + places(change.before()))
                .sorted()
                .toList();
    }

    static List<String> placed(List<Change> changes) {
        return changes.stream()
                .map(change -> change.kind().id() + " " + places(change.before()) + " " + places(change.after()))
                .sorted()
                .toList();
    }

    private static String places(dev.signalbox.dsl.diagnostic.@Nullable Place place) {
        return place == null ? "-" : Objects.toString(place.span().line());
    }
}
