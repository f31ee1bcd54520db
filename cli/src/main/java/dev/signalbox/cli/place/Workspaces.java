package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the folder with the {@code signalbox.yaml} that a command works in. */
public final class Workspaces {
    public static final String FILE = "signalbox.yaml";

    private Workspaces() {}

    /** The nearest workspace that {@code folder} stands in, itself included. */
    public static Optional<Path> above(Path folder) {
        for (@Nullable Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(FILE))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The workspace of a flow file. Refuses a file outside every workspace. */
    public static Path of(Terminal terminal, Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return Optional.ofNullable(parent)
                .flatMap(Workspaces::above)
                .orElseThrow(() -> new Complaint("no " + FILE + " beside or above " + terminal.show(file)
                        + "; a flow runs in a workspace, so write one there ('signalbox new NAME' shows a small one)"));
    }

    /**
     * The workspace a command works in that names no file: the one that was named, else the one around the caller's
     * folder, else the only one directly below it, which is said.
     */
    public static Path choose(Terminal terminal, @Nullable String named) {
        if (named != null) {
            return named(terminal, named);
        }
        Optional<Path> guessed = guess(terminal.folder());
        if (guessed.isPresent()) {
            if (!terminal.folder().startsWith(guessed.get())) {
                terminal.remark("using the workspace " + terminal.show(guessed.get()));
            }
            return guessed.get();
        }
        List<Path> below = below(terminal.folder());
        throw new Complaint(
                below.isEmpty()
                        ? "no " + FILE + " here, above or one folder below; name the workspace with --workspace FOLDER"
                        : "several workspaces here ("
                                + String.join(
                                        ", ", below.stream().map(terminal::show).toList())
                                + "); name one with --workspace FOLDER");
    }

    /** The workspace that a command in that folder would choose by itself, without a word. */
    public static Optional<Path> guess(Path folder) {
        Optional<Path> around = above(folder);
        List<Path> below = below(folder);
        return around.isPresent() ? around : below.size() == 1 ? Optional.of(below.getFirst()) : Optional.empty();
    }

    private static Path named(Terminal terminal, String named) {
        Path folder = terminal.path(named);
        if (folder.endsWith(FILE)) {
            folder = folder.resolveSibling("").normalize();
        }
        if (!Files.isDirectory(folder)) {
            throw new Complaint("no folder " + named);
        }
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw new Complaint("no " + FILE + " in " + named + ", so it is no workspace");
        }
        return folder;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isRegularFile(child.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
