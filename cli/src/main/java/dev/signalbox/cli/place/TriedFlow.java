package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A flow as it is, or a file that is tried in its place and may stand and be called anything: a draft beside it that declares the same name, a copy, another
 * checkout. What it names with {@code file:} is read beside it, else beside the flow; models and actions are those of the flow's
 * workspace. Other files that declare the flow's name are left out: only one can stand there.
 *
 * @param label what a reader knows it by
 */
public record TriedFlow(String label, CheckedWorkspace workspace, CheckedFlow flow, Sources sources) {
    /** The flow itself, whatever drafts of it stand around. Refuses one with errors, telling all of them. */
    public static TriedFlow itself(Terminal terminal, FlowFile flow) {
        return checked(terminal, flow, null);
    }

    /** Refuses what is no flow file, and one with errors, telling all of them. */
    public static TriedFlow of(Terminal terminal, FlowFile flow, String written) {
        Path file = terminal.path(written).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new Complaint("no file " + written);
        }
        return checked(terminal, flow, file);
    }

    /** @param file what is tried; null for the flow itself */
    private static TriedFlow checked(Terminal terminal, FlowFile flow, @Nullable Path file) {
        Set<String> hidden = drafts(flow);
        if (file != null) {
            // A draft that declares another name is no flow beside itself.
            hidden.add(flow.open().path(file));
            hidden.remove(flow.path());
        }
        Sources sources = new Instead(new FileSources(flow.workspace()), hidden, flow.path(), file);
        CheckedWorkspace checked = WorkspaceChecker.check(WorkspaceFolder.load(sources));
        List<Diagnostic> errors = checked.diagnostics().stream()
                .filter(Diagnostic::isError)
                .filter(found -> found.place().span().file().equals(flow.path())
                        || found.place().span().file().equals(Workspaces.FILE))
                .toList();
        String name = file == null ? flow.path() : terminal.show(file);
        if (!errors.isEmpty()) {
            tell(terminal, flow, errors, file);
            throw new Complaint(name + " has " + (errors.size() == 1 ? "an error" : errors.size() + " errors")
                    + " and asks nothing");
        }
        ReadFlow read = checked.loaded().flows().get(flow.path());
        Flow model = read == null ? null : read.flow();
        CheckedFlow found = model == null ? null : checked.flows().get(model.name());
        if (found == null) {
            throw new Complaint(name + " is no flow of its own; see 'signalbox validate'");
        }
        return new TriedFlow(label(flow, file), checked, found, sources);
    }

    private static Set<String> drafts(FlowFile flow) {
        Set<String> drafts = new TreeSet<>();
        for (ReadFlow other : flow.open().loaded().flows().values()) {
            Flow model = other.flow();
            if (model != null
                    && model.name().equals(flow.model().name())
                    && !other.path().equals(flow.path())) {
                drafts.add(other.path());
            }
        }
        return drafts;
    }

    /** Its name without what it shares with the flow's. */
    private static String label(FlowFile flow, @Nullable Path file) {
        Path own = flow.workspace().resolve(flow.path()).toAbsolutePath().normalize();
        if (file == null || file.equals(own)) {
            return "the file";
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("(\\.flow)?\\.ya?ml$", "");
        String rest = name.startsWith(flow.name()) ? name.substring(flow.name().length()) : name;
        String label = rest.replaceFirst("^[.-]+", "");
        return label.isEmpty() ? "against" : label;
    }

    private static void tell(Terminal terminal, FlowFile flow, List<Diagnostic> errors, @Nullable Path file) {
        List<Diagnostic> shown = errors.stream()
                .map(found -> file == null || !found.place().span().file().equals(flow.path())
                        ? flow.open().shown(terminal, found)
                        : found.in(path -> path.equals(flow.path()) ? terminal.show(file) : path))
                .toList();
        terminal.err().print(new HumanReport(name -> text(terminal.path(name)), false).write(shown));
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /**
     * A workspace in which a file stands in a flow's place, with what lies around it.
     *
     * @param hidden files that are as good as absent
     * @param path where it stands
     * @param file where it really is; null for just there
     */
    private record Instead(
            Sources workspace,
            Set<String> hidden,
            String path,
            @Nullable Path file) implements Sources {
        @Override
        public @Nullable String read(String wanted) {
            if (file != null && wanted.equals(path)) {
                return text(file);
            }
            if (hidden.contains(wanted)) {
                return null;
            }
            FileSources beside = beside(wanted);
            String text = beside == null ? null : beside.read(below(wanted));
            return text == null ? workspace.read(wanted) : text;
        }

        @Override
        public byte @Nullable [] bytes(String wanted) {
            FileSources beside = beside(wanted);
            byte[] bytes = beside == null ? null : beside.bytes(below(wanted));
            return bytes == null ? workspace.bytes(wanted) : bytes;
        }

        /** The folder of the tried file, where a file of the flow's folder is looked for first. */
        private @Nullable FileSources beside(String wanted) {
            return file == null || wanted.endsWith(".yaml") || !wanted.startsWith(folder())
                    ? null
                    : new FileSources(Objects.requireNonNull(file.getParent(), "a file stands in a folder"));
        }

        private String below(String wanted) {
            return wanted.substring(folder().length());
        }

        private String folder() {
            return path.substring(0, path.lastIndexOf('/') + 1);
        }

        @Override
        public List<String> paths() {
            return workspace.paths().stream()
                    .filter(known -> !hidden.contains(known))
                    .toList();
        }
    }
}
