package dev.signalbox.dsl.assist;

import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.read.WorkspaceReader;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as somebody works on it: its files as they stand in the editor, read once. Immutable; a change of a file
 * other than the one that is asked about needs a new one.
 */
public final class Desk {
    private final Sources sources;
    private final LoadedWorkspace loaded;
    private final Workspace workspace;
    private final FlowSignatures signatures;

    private Desk(Sources sources, LoadedWorkspace loaded) {
        this.sources = sources;
        this.loaded = loaded;
        this.workspace = workspace(sources, loaded);
        this.signatures = WorkspaceChecker.signatures(loaded);
    }

    /** @param sources the files, with what is not saved in the place of what is */
    public static Desk of(Sources sources) {
        return new Desk(sources, WorkspaceFolder.load(sources));
    }

    /** What can be read of {@code signalbox.yaml}, though a part of it be broken. */
    private static Workspace workspace(Sources sources, LoadedWorkspace loaded) {
        String text = loaded.read().text();
        String readable = text.isEmpty() ? text : Mending.readable(text);
        return readable.equals(text)
                ? loaded.workspace()
                : WorkspaceReader.read(readable, sources).workspace();
    }

    public LoadedWorkspace loaded() {
        return loaded;
    }

    Sources sources() {
        return sources;
    }

    Workspace workspace() {
        return workspace;
    }

    FlowSignatures signatures() {
        return signatures;
    }

    /** The text of a file; null when there is none. */
    public @Nullable String text(String path) {
        return sources.read(path);
    }
}
