package dev.signalbox.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A terminal in a folder: runs a line and keeps what was printed. */
public final class Console {
    private final Path folder;
    private final Map<String, String> environment;

    public Console(Path folder) {
        this(folder, Map.of());
    }

    public Console(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    public Outcome run(String... args) {
        return runWith("", args);
    }

    public Outcome runWith(String stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                folder.toAbsolutePath(),
                environment);
        int code = Cli.run(terminal, args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public record Outcome(int code, String out, String err) {
        /** The last line of the result. */
        public String lastLine() {
            return out.lines().reduce("", (before, line) -> line);
        }
    }
}
