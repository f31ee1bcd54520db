package dev.signalbox.cli.place;

import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.Costs;
import dev.signalbox.dsl.check.Setting;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workspace folder as read and, when asked for its findings, checked. */
public final class OpenWorkspace {
    private final Path folder;
    private final FileSources sources;
    private final LoadedWorkspace loaded;
    private @Nullable CheckedWorkspace checked;

    private OpenWorkspace(Path folder, FileSources sources) {
        this.folder = folder;
        this.sources = sources;
        this.loaded = WorkspaceFolder.load(sources);
    }

    public static OpenWorkspace load(Path folder) {
        return new OpenWorkspace(folder, new FileSources(folder));
    }

    public LoadedWorkspace loaded() {
        return loaded;
    }

    public FileSources sources() {
        return sources;
    }

    /** The path that a file of this workspace has in it. */
    public String path(Path file) {
        return folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString()
                .replace('\\', '/');
    }

    /** Every finding there is. */
    public List<Diagnostic> diagnostics() {
        return checked().diagnostics();
    }

    /** Every finding about that file, of reading and checking, less what the file suppresses. */
    public List<Diagnostic> diagnostics(String path) {
        return checked().diagnostics().stream()
                .filter(found -> found.place().span().file().equals(path))
                .toList();
    }

    /** What one run of that file's flow may use; empty for a file that has no flow fit to run. */
    public List<Costs> costs(String path) {
        for (ReadFlow read : loaded.flows().values()) {
            Flow flow = read.flow();
            if (flow != null && read.path().equals(path) && flow(flow.name()) != null) {
                return List.of(Costs.of(
                        new Setting(flow, loaded.workspace(), WorkspaceChecker.signatures(loaded), read.places())));
            }
        }
        return List.of();
    }

    /** The flow fit to run; null for one with errors. */
    public @Nullable CheckedFlow flow(FlowName name) {
        return checked().flows().get(name);
    }

    /** The whole workspace, held against every rule. */
    public CheckedWorkspace checked() {
        if (checked == null) {
            checked = WorkspaceChecker.check(loaded);
        }
        return checked;
    }

    /** The finding with its places as the caller would write them. */
    public Diagnostic shown(Terminal terminal, Diagnostic found) {
        return new Diagnostic(
                found.code(),
                found.severity(),
                found.message(),
                new Place(shown(terminal, found.place().span()), found.place().path()),
                found.help(),
                found.suggestion(),
                found.related().stream()
                        .map(related -> new Related(shown(terminal, related.span()), related.message()))
                        .toList());
    }

    private Span shown(Terminal terminal, Span span) {
        return new Span(
                terminal.show(folder.resolve(span.file())),
                span.line(),
                span.column(),
                span.endLine(),
                span.endColumn());
    }
}
