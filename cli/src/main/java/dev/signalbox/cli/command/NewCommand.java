package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.library.Copy;
import dev.signalbox.cli.library.Library;
import dev.signalbox.cli.library.Original;
import dev.signalbox.cli.place.WholeFile;
import dev.signalbox.cli.place.Workspaces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = "Write a small flow that validates and runs as it is, or a copy of one of the library.")
final class NewCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 60;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The flow's name: lower-case words joined by hyphens. Left out: the flows of the library.")
    private @Nullable String name;

    @Option(
            names = "--like",
            paramLabel = "FLOW",
            description = "Copy this flow of the library, with its test, input, prompts, replies and stand-ins, and put"
                    + " what it needs into signalbox.yaml. Into this folder unless --dir names another.")
    private @Nullable String like;

    @Option(names = "--list", description = "List the flows of the library.")
    private boolean list;

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
        String given = name;
        if (given == null && (like != null || folder != null) && !list) {
            throw new Complaint("a new flow needs a name: signalbox new NAME");
        }
        if (list && (given != null || like != null || folder != null)) {
            throw new Complaint("--list takes nothing else");
        }
        if (list || given == null) {
            return list(Library.load());
        }
        if (!NAME.matcher(given).matches() || given.length() > LONGEST_NAME) {
            throw new Complaint(
                    "'" + given + "' is no flow name; write lower-case words joined by hyphens, like refund-desk");
        }
        return like != null ? copied(given, like) : small(given);
    }

    private int list(Library library) {
        List<Library.Entry> entries = library.entries();
        int widest =
                entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        for (Library.Entry entry : entries) {
            terminal.out()
                    .println(entry.name() + " ".repeat(widest + 2 - entry.name().length()) + entry.description());
        }
        terminal.out().println();
        terminal.out().println("Take one: signalbox new NAME --like FLOW");
        return Exit.FINE;
    }

    private int copied(String copy, String original) {
        Library library = Library.load();
        Original found = library.original(original)
                .orElseThrow(() -> new Complaint("the library has no flow '" + original + "'; it has "
                        + library.entries().stream().map(Library.Entry::name).collect(Collectors.joining(", "))));
        Path into = folder != null ? terminal.path(folder) : terminal.folder();
        Optional<Path> around = Workspaces.above(into);
        Path root = around.orElse(into);
        Copy made = Copy.of(library, found, copy, into, around.orElse(null), template("library.yaml", copy));

        Map<Path, String> files = new LinkedHashMap<>();
        made.files().forEach((path, text) -> files.put(root.resolve(path), text));
        Path workspace = root.resolve(Workspaces.FILE);
        String changed = around.isPresent() ? files.remove(workspace) : null;
        refuseWhatIsThere(files);
        write(files);
        if (changed != null) {
            WholeFile.write(terminal, workspace, changed);
        }

        files.keySet().forEach(file -> terminal.out().println("wrote " + terminal.show(file)));
        made.said().forEach(terminal.out()::println);
        Path flow = into.resolve(copy + ".flow.yaml");
        tryIt(
                "validate " + terminal.show(root),
                "test " + terminal.show(into.resolve(copy + ".test.yaml")) + " --coverage",
                "run " + terminal.show(flow) + " --input @" + terminal.show(into.resolve(copy + ".input.json"))
                        + " --models recorded");
        return Exit.FINE;
    }

    private int small(String flowName) {
        Optional<Path> around = Workspaces.above(terminal.folder());
        Path into = folder != null
                ? terminal.path(folder)
                : around.isPresent() ? terminal.folder() : terminal.path(flowName);

        Map<Path, String> files = new LinkedHashMap<>();
        if (Workspaces.above(into).isEmpty()) {
            files.put(into.resolve(Workspaces.FILE), template("signalbox.yaml", flowName));
        }
        Path flow = into.resolve(flowName + ".flow.yaml");
        Path input = into.resolve(flowName + ".input.json");
        files.put(flow, template("flow.yaml", flowName));
        files.put(input, template("input.json", flowName));
        refuseWhatIsThere(files);
        write(files);

        files.keySet().forEach(file -> terminal.out().println("wrote " + terminal.show(file)));
        tryIt("validate " + terminal.show(into), "run " + terminal.show(flow) + " --input @" + terminal.show(input));
        return Exit.FINE;
    }

    private void tryIt(String... commands) {
        terminal.out().println();
        terminal.out().println("Try it:");
        for (String command : commands) {
            terminal.out().println("  signalbox " + command);
        }
    }

    private void refuseWhatIsThere(Map<Path, String> files) {
        for (Path file : files.keySet()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Complaint(terminal.show(file) + " is there already; nothing was written");
            }
        }
    }

    private void write(Map<Path, String> files) {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            try {
                Files.createDirectories(Objects.requireNonNull(file.getKey().getParent()));
                Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException taken) {
                throw new Complaint(taken.getMessage() + " is there already; nothing was overwritten");
            } catch (IOException unwritable) {
                throw new Complaint("cannot write " + terminal.show(file.getKey()) + ": " + unwritable.getMessage());
            }
        }
    }

    private static String template(String file, String name) {
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
