package dev.signalbox.dsl.mutate;

import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that are broken: the sample workspace, and one whose flow has every verb and every key.
 *
 * @param files texts by path
 */
record Workspaces(Map<String, String> files) implements Sources {
    static final List<Workspaces> ALL = List.of(samples(), everything());

    private static Workspaces samples() {
        FileSources folder = new FileSources(Path.of("../flows"));
        Map<String, String> files = new TreeMap<>();
        for (String path : folder.paths()) {
            String text = folder.read(path);
            if (text != null) {
                files.put(path, text);
            }
        }
        return new Workspaces(files);
    }

    private static Workspaces everything() {
        Map<String, String> files = new TreeMap<>();
        files.put("signalbox.yaml", resource("everything.signalbox.yaml"));
        files.put("everything.flow.yaml", resource("everything.flow.yaml"));
        files.put("everything.test.yaml", resource("everything.test.yaml"));
        return new Workspaces(files);
    }

    private static String resource(String name) {
        try (InputStream in = Workspaces.class.getResourceAsStream("/dev/signalbox/dsl/read/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** What an author edits: flows, tests and the workspace file. */
    List<String> edited() {
        return files.keySet().stream()
                .filter(path ->
                        path.endsWith(".flow.yaml") || path.endsWith(".test.yaml") || path.equals("signalbox.yaml"))
                .toList();
    }

    Workspaces with(String path, String text) {
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(path, text);
        return new Workspaces(changed);
    }

    @Override
    public @Nullable String read(String path) {
        return files.get(path);
    }

    @Override
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }
}
