package dev.signalbox.cli.fmt;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.CheckedFiles;
import dev.signalbox.cli.place.WholeFile;
import dev.signalbox.dsl.format.Formatter.Kind;
import dev.signalbox.dsl.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes files in their one form. A file that does not read is told with its place and left as it is, and makes the exit
 * code 2; all others are written all the same, each whole or not at all.
 */
@Command(name = "fmt", description = "Write flow, workspace, test and replies files in their one form.")
public final class FmtCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders. Default: this folder.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--check", description = "Write nothing; exit with 1 and name the files that would change.")
    private boolean check;

    @Option(names = "--diff", description = "Write nothing; print what would change as a patch.")
    private boolean diff;

    @Option(names = "--stdin", description = "Read one file from the standard input and print it in its form.")
    private boolean stdin;

    @Option(
            names = "--stdin-name",
            paramLabel = "NAME",
            description = "What the file of --stdin is called, which says what it is. Default: ${DEFAULT-VALUE}.")
    private String name = "stdin.flow.yaml";

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public FmtCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (stdin && !paths.isEmpty()) {
            throw new Complaint("--stdin stands alone, without a path");
        }
        boolean writes = !check && !diff && !stdin;
        List<Outcome> outcomes = stdin ? List.of(fromStdin()) : files();
        if (writes) {
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Changed changed) {
                    WholeFile.write(terminal, terminal.path(changed.file()), changed.after());
                }
            }
        }
        tell(outcomes, writes);
        if (outcomes.stream().anyMatch(Outcome.Broken.class::isInstance)) {
            return Exit.USAGE;
        }
        boolean changes = outcomes.stream().anyMatch(Outcome.Changed.class::isInstance);
        return check && changes ? Exit.FINDINGS : Exit.FINE;
    }

    private void tell(List<Outcome> outcomes, boolean written) {
        FmtText text = new FmtText(outcomes, written, diff);
        if (json) {
            terminal.out().println(text.json());
            return;
        }
        terminal.err().print(text.complaints());
        if (stdin && !check && !diff) {
            terminal.exactly(whole(outcomes.getFirst()));
        } else {
            terminal.exactly(text.result());
        }
    }

    /** What goes back to an editor; nothing of a text that does not read, so that it keeps its own. */
    private static String whole(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Same same -> same.text();
            case Outcome.Changed changed -> changed.after();
            case Outcome.Broken ignored -> "";
        };
    }

    private Outcome fromStdin() {
        Kind kind = kind(Path.of(name));
        if (kind == null) {
            throw new Complaint("--stdin-name " + name + " says not what the file is; it ends in .flow.yaml, "
                    + ".test.yaml or .replies.yaml, or is signalbox.yaml");
        }
        try {
            return Outcome.of(name, terminal.in().readNBytes(YamlReader.MAX_BYTES + 1), kind);
        } catch (IOException unreadable) {
            throw new Complaint("cannot read the standard input: " + unreadable.getMessage());
        }
    }

    private List<Outcome> files() {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> written = paths.isEmpty() ? List.of(".") : paths;
        for (Path file : CheckedFiles.list(terminal, written, path -> kind(path) != null)) {
            Kind kind = kind(file);
            if (kind != null) {
                outcomes.add(Outcome.of(terminal.show(file), bytes(file), kind));
            }
        }
        return outcomes;
    }

    private byte[] bytes(Path file) {
        try {
            return Files.size(file) > YamlReader.MAX_BYTES
                    ? new byte[YamlReader.MAX_BYTES + 1]
                    : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + terminal.show(file) + ": " + unreadable.getMessage());
        }
    }

    private static @Nullable Kind kind(Path file) {
        Path last = file.getFileName();
        return last == null ? null : Kind.of(last.toString()).orElse(null);
    }
}
