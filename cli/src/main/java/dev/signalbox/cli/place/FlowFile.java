package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.ReadFlow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flow that a command names, by its file or, within a workspace, by its name. */
public final class FlowFile {
    private static final String ENDING = ".flow.yaml";

    private final Path workspace;
    private final OpenWorkspace checked;
    private final String path;

    private FlowFile(Path workspace, OpenWorkspace checked, String path) {
        this.workspace = workspace;
        this.checked = checked;
        this.path = path;
    }

    /**
     * Refuses what is neither a file nor a flow of the workspace.
     *
     * @param named the workspace that was named; null for none
     */
    public static FlowFile find(Terminal terminal, String written, @Nullable String named) {
        Path file = terminal.path(written);
        if (Files.isRegularFile(file)) {
            Path workspace = Workspaces.of(terminal, file);
            OpenWorkspace checked = OpenWorkspace.load(workspace);
            String path = checked.path(file);
            if (!checked.loaded().flows().containsKey(path)) {
                throw new Complaint(written + " is no flow; a flow's file ends in .flow.yaml");
            }
            return new FlowFile(workspace, checked, path);
        }
        if (Files.isDirectory(file)) {
            throw new Complaint(written + " is a folder; name a flow of it" + flows(OpenWorkspace.load(file)));
        }
        if (written.contains("/") || written.endsWith(".yaml")) {
            throw new Complaint("no file " + written);
        }
        Path workspace = Workspaces.choose(terminal, named);
        OpenWorkspace checked = OpenWorkspace.load(workspace);
        ReadFlow flow = written.matches("[A-Za-z0-9_-]+") ? named(checked, new FlowName(written)) : null;
        if (flow == null) {
            throw new Complaint(
                    "no file and no flow '" + written + "' in " + terminal.show(workspace) + flows(checked));
        }
        return new FlowFile(workspace, checked, flow.path());
    }

    private static String flows(OpenWorkspace checked) {
        String names = checked.loaded().flows().values().stream()
                .map(ReadFlow::flow)
                .filter(Objects::nonNull)
                .map(flow -> flow.name().value())
                .distinct()
                .limit(20)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; there is " + names;
    }

    /** Of several files that declare the name, the one that is called by it: the others are drafts. */
    private static @Nullable ReadFlow named(OpenWorkspace checked, FlowName name) {
        return checked.loaded().flows().values().stream()
                .filter(read -> read.flow() != null && read.flow().name().equals(name))
                .filter(read -> read.path().equals(name + ENDING) || read.path().endsWith("/" + name + ENDING))
                .findFirst()
                .orElseGet(() -> checked.loaded().flow(name));
    }

    public Path workspace() {
        return workspace;
    }

    public OpenWorkspace open() {
        return checked;
    }

    /** The file's path in its workspace. */
    public String path() {
        return path;
    }

    /** As it stands there. */
    public String text() {
        return Objects.requireNonNull(checked.loaded().flows().get(path)).text();
    }

    /** The flow as read, whether or not it checks. Refuses a file of which nothing could be read. */
    public Flow model() {
        Flow flow = Objects.requireNonNull(checked.loaded().flows().get(path)).flow();
        if (flow == null) {
            List<Diagnostic> found = checked.diagnostics(path);
            throw new Complaint(path + " is no flow"
                    + (found.isEmpty() ? "" : ": " + found.getFirst().message()) + "; see 'signalbox validate'");
        }
        return flow;
    }

    public String name() {
        return model().name().value();
    }

    /** Refuses a flow with errors, in it or in its workspace, telling all of them. */
    public FlowFile valid(Terminal terminal) {
        List<Diagnostic> errors = java.util.stream.Stream.of(Workspaces.FILE, path)
                .flatMap(file -> checked.diagnostics(file).stream())
                .filter(Diagnostic::isError)
                .map(found -> checked.shown(terminal, found))
                .toList();
        if (!errors.isEmpty()) {
            terminal.err()
                    .print(new HumanReport(file -> checked.sources().read(checked.path(terminal.path(file))), false)
                            .write(errors));
            throw new Complaint("this flow has " + (errors.size() == 1 ? "an error" : errors.size() + " errors")
                    + " and does not run");
        }
        return this;
    }

    /** The flow fit to run. Refuses one with errors as {@link #valid} does. */
    public CheckedFlow checked(Terminal terminal) {
        CheckedFlow flow = valid(terminal).checked.flow(model().name());
        if (flow == null) {
            throw new Complaint("another file declares the flow " + name() + " too");
        }
        return flow;
    }

    /** Options for a command typed next to find this flow's runs: empty, or with a blank in front. */
    public String again(Terminal terminal, EngineOptions engine) {
        boolean found = engine.workspace() != null
                || Workspaces.guess(terminal.folder()).filter(workspace::equals).isPresent();
        return (found ? "" : " --workspace " + terminal.show(workspace)) + engine.again();
    }
}
