package dev.signalbox.cli.library;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The flows that come with the program. Each runs as it is, and has a test, an input, replies and stand-ins. */
public final class Library {
    private final PackedFiles files;
    private final LoadedWorkspace loaded;

    private Library(PackedFiles files) {
        this.files = files;
        this.loaded = WorkspaceFolder.load(files);
    }

    public static Library load() {
        return new Library(PackedFiles.load());
    }

    /** One flow of it. */
    public record Entry(String name, String description) {}

    /** All of them, by name. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (ReadFlow read : loaded.flows().values()) {
            Flow flow = read.flow();
            if (flow != null) {
                String description = flow.description();
                entries.add(new Entry(flow.name().value(), description == null ? "" : description));
            }
        }
        return entries;
    }

    /** A flow of it with the flows that it calls, to be copied; empty when there is none of that name. */
    public Optional<Original> original(String name) {
        return entries().stream().anyMatch(entry -> entry.name().equals(name))
                ? Optional.of(Original.of(name, files.texts()))
                : Optional.empty();
    }

    /** Its {@code signalbox.yaml}. */
    String workspace() {
        return text("signalbox.yaml");
    }

    SortedMap<String, String> texts() {
        return files.texts();
    }

    private String text(String path) {
        String text = files.read(path);
        if (text == null) {
            throw new IllegalStateException(path + " is not in the library");
        }
        return text;
    }
}
