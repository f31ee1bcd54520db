package dev.signalbox.dsl.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workspace that is its {@code signalbox.yaml} and nothing else. */
record OneFile(String text) implements Sources {
    /** The workspace of a text that has no finding at all. */
    static Workspace sound(String text) {
        LoadedWorkspace loaded = WorkspaceFolder.load(new OneFile(text));
        assertEquals(List.of(), WorkspaceChecker.check(loaded).diagnostics(), text);
        return loaded.workspace();
    }

    @Override
    public @Nullable String read(String path) {
        return path.equals("signalbox.yaml") ? text : null;
    }

    @Override
    public List<String> paths() {
        return List.of("signalbox.yaml");
    }
}
