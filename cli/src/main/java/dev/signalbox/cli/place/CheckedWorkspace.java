package dev.signalbox.cli.place;

import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.Suppressions;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A workspace as read, with every finding about a file of it. */
public final class CheckedWorkspace {
    private final Path folder;
    private final FileSources sources;
    private final LoadedWorkspace loaded;

    private CheckedWorkspace(Path folder, FileSources sources, LoadedWorkspace loaded) {
        this.folder = folder;
        this.sources = sources;
        this.loaded = loaded;
    }

    public static CheckedWorkspace load(Path folder) {
        FileSources sources = new FileSources(folder);
        return new CheckedWorkspace(folder, sources, WorkspaceFolder.load(sources));
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

    /** Every finding about that file, of reading and checking, less what the file suppresses. */
    public List<Diagnostic> diagnostics(String path) {
        if (path.equals(WorkspaceReader.FILE)) {
            return Suppressions.apply(loaded.diagnostics(), loaded.read().suppressions());
        }
        ReadFlow flow = loaded.flows().get(path);
        if (flow != null) {
            List<Diagnostic> found = new ArrayList<>(flow.diagnostics());
            return Suppressions.apply(found, flow.suppressions());
        }
        ReadTests tests = loaded.tests().get(path);
        return tests == null ? List.of() : Suppressions.apply(tests.diagnostics(), tests.suppressions());
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
