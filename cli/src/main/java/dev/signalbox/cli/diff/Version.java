package dev.signalbox.cli.diff;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diff.FlowDiff;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One of the two that are compared: a file or folder as it is, or as a commit has it.
 *
 * @param written as the caller wrote it
 * @param sources its workspace's files, or those of the folder it stands in
 * @param path the flow file's path in it; null for the whole
 * @param shown a path in it as the caller would write it
 */
record Version(String written, Sources sources, @Nullable String path, UnaryOperator<String> shown) {

    /** A file or folder that is there, else {@code REVISION:PATH}. */
    static Version find(Terminal terminal, String written) {
        Path place = terminal.path(written);
        if (Files.isRegularFile(place)) {
            Path folder = place.toAbsolutePath().normalize().resolveSibling("").normalize();
            Path root = Workspaces.above(folder).orElse(folder);
            String path = root.relativize(place.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            return new Version(written, new FileSources(root), flow(path), file -> terminal.show(root.resolve(file)));
        }
        if (Files.isDirectory(place)) {
            return new Version(written, new FileSources(place), null, file -> terminal.show(place.resolve(file)));
        }
        int colon = written.indexOf(':');
        if (colon < 1) {
            throw new Complaint("no file or folder " + written
                    + "; of a commit it is written REVISION:PATH, like main:flows/refund.flow.yaml");
        }
        Git.Found found = Git.find(terminal.folder(), written.substring(0, colon), written.substring(colon + 1));
        return new Version(written, found.sources(), flow(found.path()), found.sources()::shown);
    }

    /** The workspace's own file stands for the whole, for what it says is said of every flow. */
    private static @Nullable String flow(@Nullable String path) {
        return Workspaces.FILE.equals(path) ? null : path;
    }

    LoadedWorkspace load() {
        return WorkspaceFolder.load(sources);
    }

    boolean hasWorkspace() {
        return sources.read(Workspaces.FILE) != null;
    }

    /**
     * The flow of the file. Refuses a file of which no model could be made.
     *
     * @param workspace what it is read against
     */
    FlowDiff.Version flow(Workspace workspace) {
        String file = path == null ? "" : path;
        String text = sources.read(file);
        ReadFlow read = FlowReader.read(file, text == null ? "" : text, workspace, sources);
        if (read.flow() == null) {
            throw new Complaint(written + " is no flow"
                    + read.diagnostics().stream()
                            .filter(Diagnostic::isError)
                            .findFirst()
                            .map(found -> ": line " + found.place().span().line() + ", " + found.message())
                            .orElse("")
                    + " See 'signalbox validate'");
        }
        return new FlowDiff.Version(read.flow(), read.places());
    }
}
