package dev.signalbox.cli.flows.real;

import dev.signalbox.cli.flows.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample workspace with the real model in the place of its recorded one. */
final class RealWorkspace {
    private RealWorkspace() {}

    /** Copies the samples, without what is recorded. */
    static void write(Path to, RealModel model, Gate gate) throws IOException {
        for (Path file : files()) {
            Path copy = to.resolve(Stage.FLOWS.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        String text = Files.readString(Stage.FLOWS.resolve("signalbox.yaml"));
        int from = text.indexOf("\nmodels:\n");
        int end = text.indexOf("\nenv:");
        if (from < 0 || end < from) {
            throw new AssertionError("signalbox.yaml of the samples does not begin with its models any more");
        }
        String models =
                "\nmodels:\n" + entry(Gate.FIRST, Gate.FALLBACK, model, gate) + entry(Gate.FALLBACK, "", model, gate);
        Files.writeString(to.resolve("signalbox.yaml"), text.substring(0, from) + models + text.substring(end));
    }

    private static String entry(String name, String fallback, RealModel model, Gate gate) {
        return """
                  %s:
                    provider: openai
                    model: "%s"
                    base_url: "%s"
                    window: %d
                    concurrency: 1
                    fallback: [%s]
                """.formatted(name, model.name(), gate.url(name), model.window(), fallback)
                .indent(2);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Stage.FLOWS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".flow.yaml")
                            || file.getParent().endsWith("stand-ins"))
                    .toList();
        }
    }
}
