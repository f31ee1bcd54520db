package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The files that a command was pointed at, grouped by the workspace they stand in. */
public final class CheckedFiles {
    private static final Set<String> SKIPPED = Set.of(".signalbox", ".git", "node_modules", "target");

    private CheckedFiles() {}

    /**
     * Every flow, test and workspace file of the paths, by workspace folder; a file outside every workspace stands in its
     * own folder. Refuses a path that is not there, and one that holds nothing of ours.
     */
    public static Map<Path, Set<Path>> find(Terminal terminal, List<String> written) {
        Map<Path, Set<Path>> byWorkspace = new LinkedHashMap<>();
        for (String path : written) {
            for (Path file : files(terminal, path, CheckedFiles::isOurs)) {
                Path folder = java.util.Objects.requireNonNull(file.getParent(), "a file stands in a folder");
                byWorkspace
                        .computeIfAbsent(Workspaces.above(folder).orElse(folder), added -> new TreeSet<>())
                        .add(file);
            }
        }
        return byWorkspace;
    }

    /** Every file of the paths that {@code wanted} takes, in order and once. Refuses the same. */
    public static Set<Path> list(Terminal terminal, List<String> written, Predicate<Path> wanted) {
        Set<Path> found = new TreeSet<>();
        written.forEach(path -> found.addAll(files(terminal, path, wanted)));
        return found;
    }

    private static List<Path> files(Terminal terminal, String written, Predicate<Path> wanted) {
        Path path = terminal.path(written);
        if (Files.isRegularFile(path)) {
            if (!wanted.test(path)) {
                throw new Complaint(
                        written + " is none of ours; a flow's file ends in .flow.yaml, a test's in .test.yaml, "
                                + "and a workspace's is " + Workspaces.FILE);
            }
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new Complaint("no file or folder " + written);
        }
        List<Path> found = walk(path, wanted);
        if (found.isEmpty()) {
            throw new Complaint("no flow in " + written + "; a flow's file ends in .flow.yaml");
        }
        return found;
    }

    private static List<Path> walk(Path folder, Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(), 20, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                    boolean skip = !below.equals(folder)
                            && SKIPPED.contains(below.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new Complaint("cannot read " + folder + ": " + unreadable.getMessage());
        }
        return found;
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".flow.yaml") || name.endsWith(".test.yaml") || name.equals(Workspaces.FILE);
    }
}
