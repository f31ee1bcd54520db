package dev.signalbox.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The folder that the engine reads the workspace from. One on the class path is laid out in a folder of its own for as long as the
 * application runs: it is as it was when the application was built, and nothing can be kept beside it.
 */
final class WorkspaceFolder implements AutoCloseable {
    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "signalbox.yaml";

    private final Path folder;
    private final boolean laidOut;

    private WorkspaceFolder(Path folder, boolean laidOut) {
        this.folder = folder;
        this.laidOut = laidOut;
    }

    static WorkspaceFolder of(String location) {
        WorkspaceFolder workspace = location.startsWith(CLASSPATH)
                ? layOut(location)
                : new WorkspaceFolder(Path.of(location.startsWith("file:") ? location.substring(5) : location), false);
        if (!Files.isRegularFile(workspace.path().resolve(FILE))) {
            workspace.close();
            throw missing(location, workspace);
        }
        return workspace;
    }

    private static SetupException missing(String location, WorkspaceFolder workspace) {
        String where = workspace.laidOut
                ? location + " on the class path"
                : workspace.path().toAbsolutePath().normalize().toString();
        return new SetupException(
                "There is no workspace at " + where + ": it has no " + FILE + ".",
                "Set signalbox.workspace to the folder with " + FILE + ", or to classpath:NAME for one under"
                        + " src/main/resources; `signalbox new NAME` makes a first one. signalbox.enabled=false starts the"
                        + " application without an engine.",
                null);
    }

    private static WorkspaceFolder layOut(String location) {
        String root = location.replaceFirst("^classpath:/?", "").replaceFirst("/+$", "");
        ResourcePatternResolver classPath = new PathMatchingResourcePatternResolver();
        try {
            Path folder = Files.createTempDirectory("signalbox-workspace-");
            WorkspaceFolder workspace = new WorkspaceFolder(folder, true);
            if (!classPath.getResource(CLASSPATH + root + "/" + FILE).isReadable()) {
                return workspace;
            }
            for (Resource file : classPath.getResources(CLASSPATH + root + "/**")) {
                String url = file.getURL().toString();
                String path = url.substring(url.lastIndexOf("/" + root + "/") + root.length() + 2);
                Path target = folder.resolve(path).normalize();
                if (!file.isReadable() || url.endsWith("/") || !target.startsWith(folder)) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream()) {
                    Files.copy(in, target);
                }
            }
            return workspace;
        } catch (IOException e) {
            throw new SetupException(
                    "The workspace " + location + " cannot be laid out: " + e.getMessage(),
                    "Look whether it is on the class path and the temporary folder can be written to.",
                    e);
        }
    }

    Path path() {
        return folder;
    }

    /** Whether a store in it would be gone with the application. */
    boolean passing() {
        return laidOut;
    }

    @Override
    public void close() {
        if (!laidOut) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            org.slf4j.LoggerFactory.getLogger(WorkspaceFolder.class).warn("{} stays: {}", folder, left.getMessage());
        }
    }
}
