package dev.signalbox.cli.command;

import dev.signalbox.cli.Cli;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** What the launcher runs to make the ahead-of-time cache: the usual commands on a small workspace of its own. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    /** A workspace that has something of everything, so that the classes of every rule are in the cache. */
    private static final String RICH = "rich";

    private static final List<String[]> LINES = List.of(
            new String[] {"new", "sample", "--dir", "."},
            new String[] {"validate", "."},
            new String[] {"validate", ".", "--format", "json"},
            new String[] {"validate", RICH},
            new String[] {"validate", RICH, "--explain-costs", "--json"},
            new String[] {"graph", "sample.flow.yaml", "--format", "mermaid"},
            new String[] {"schema", "flow"},
            new String[] {"explain", "S501"},
            new String[] {"run", "sample.flow.yaml", "--input", "{\"name\":\"Ada\"}"},
            new String[] {"run", "sample.flow.yaml", "--input", "{\"name\":\"Ada\",\"loud\":true}", "--json"},
            new String[] {"runs", "ls"},
            new String[] {"test", "."});

    private static final String TEST = """
            flow: sample.flow.yaml
            tests: [ { name: it, input: { name: Ada }, expect: { end: succeeded } } ]
            """;

    private final Terminal terminal;

    WarmUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("signalbox-warm-up-");
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            Terminal quiet =
                    new Terminal(nowhere, nowhere, InputStream.nullInputStream(), folder, terminal.environment());
            rich(Files.createDirectories(folder.resolve(RICH)));
            for (String[] line : LINES) {
                Cli.run(quiet, line);
                Files.writeString(folder.resolve("sample.test.yaml"), TEST);
            }
            return Exit.FINE;
        } finally {
            delete(folder);
        }
    }

    private static void rich(Path folder) throws IOException {
        for (String file : List.of("signalbox.yaml", "flow.yaml")) {
            try (InputStream in = WarmUpCommand.class.getResourceAsStream("warm-up." + file)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks its resource warm-up." + file);
                }
                Files.copy(in, folder.resolve(file.equals("flow.yaml") ? "warm-up.flow.yaml" : file));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
