package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Workspaces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "Write a small flow that validates and runs as it is.")
final class NewCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 60;

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The flow's name: lower-case words joined by hyphens.")
    private String name = "";

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Where to write. Default: this folder inside a workspace, else a new folder of that name.")
    private @Nullable String folder;

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new Complaint(
                    "'" + name + "' is no flow name; write lower-case words joined by hyphens, like refund-desk");
        }
        Optional<Path> around = Workspaces.above(terminal.folder());
        Path into =
                folder != null ? terminal.path(folder) : around.isPresent() ? terminal.folder() : terminal.path(name);
        boolean newWorkspace = Workspaces.above(into).isEmpty();

        Map<Path, String> files = new LinkedHashMap<>();
        if (newWorkspace) {
            files.put(into.resolve(Workspaces.FILE), template("signalbox.yaml"));
        }
        Path flow = into.resolve(name + ".flow.yaml");
        Path input = into.resolve(name + ".input.json");
        files.put(flow, template("flow.yaml"));
        files.put(input, template("input.json"));
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new Complaint(terminal.show(file) + " is there already; nothing was written");
            }
        }
        write(into, files);

        files.keySet().forEach(file -> terminal.out().println("wrote " + terminal.show(file)));
        terminal.out().println();
        terminal.out().println("Try it:");
        terminal.out().println("  signalbox validate " + terminal.show(into));
        terminal.out().println("  signalbox run " + terminal.show(flow) + " --input @" + terminal.show(input));
        return Exit.FINE;
    }

    private void write(Path into, Map<Path, String> files) {
        try {
            Files.createDirectories(into);
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException taken) {
            throw new Complaint(taken.getMessage() + " is there already; nothing was overwritten");
        } catch (IOException unwritable) {
            throw new Complaint("cannot write to " + terminal.show(into) + ": " + unwritable.getMessage());
        }
    }

    private String template(String file) {
        try (InputStream in = NewCommand.class.getResourceAsStream("/dev/signalbox/cli/new/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the template " + file + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("NAME", name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
