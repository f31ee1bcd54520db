package dev.signalbox.cli.library;

import dev.signalbox.dsl.read.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder {@code flows} of the repository as it was packed into the program: all texts, by path. */
record PackedFiles(SortedMap<String, String> texts) implements Sources {
    private static final String ROOT = "/dev/signalbox/cli/library/flows/";

    /** Reads them all: they are few and small. */
    static PackedFiles load() {
        URL one = PackedFiles.class.getResource(ROOT + "signalbox.yaml");
        if (one == null) {
            throw new IllegalStateException("the library of flows is not in the program");
        }
        try {
            URI at = one.toURI();
            if (!"jar".equals(at.getScheme())) {
                return new PackedFiles(below(Path.of(at).getParent()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(at, Map.of())) {
                return new PackedFiles(below(jar.getPath(ROOT)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SortedMap<String, String> below(@Nullable Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        if (folder == null) {
            return texts;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return texts;
    }

    @Override
    public @Nullable String read(String path) {
        return texts.get(path);
    }

    @Override
    public List<String> paths() {
        return List.copyOf(texts.keySet());
    }
}
