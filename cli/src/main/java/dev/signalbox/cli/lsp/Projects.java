package dev.signalbox.cli.lsp;

import dev.signalbox.cli.place.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workspaces that the client has files of, by their folder. */
final class Projects {
    private static final int DEPTH = 4;
    private static final Set<String> SKIPPED = Set.of(".signalbox", ".git", "node_modules", "target");

    private final OpenFiles open;
    private final Map<Path, Project> projects = new ConcurrentHashMap<>();

    Projects(OpenFiles open) {
        this.open = open;
    }

    /** The workspace of a file: of the nearest {@code signalbox.yaml} above it, else its own folder. */
    Project of(Path file) {
        Path folder = java.util.Objects.requireNonNull(file.getParent(), "a file stands in a folder");
        return project(Workspaces.above(folder).orElse(folder));
    }

    private Project project(Path root) {
        return projects.computeIfAbsent(root, added -> new Project(added, open));
    }

    Collection<Project> all() {
        return List.copyOf(projects.values());
    }

    /** Takes in the workspaces of a folder that the client has open: the one around it, and those in it. */
    void add(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        if (Workspaces.above(folder).isPresent()) {
            project(Workspaces.above(folder).get());
            return;
        }
        try (Stream<Path> files = Files.find(
                folder,
                DEPTH,
                (file, is) -> file.endsWith(Workspaces.FILE) && is.isRegularFile() && !isSkipped(folder, file))) {
            files.forEach(file -> project(file.resolveSibling("").normalize()));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            // What cannot be looked through is taken in when a file of it is opened.
        }
    }

    private static boolean isSkipped(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (SKIPPED.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }
}
