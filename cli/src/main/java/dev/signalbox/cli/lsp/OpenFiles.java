package dev.signalbox.cli.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.jspecify.annotations.Nullable;

/** The files that the client has open, as it last told them: they go over what is on the disk. */
final class OpenFiles {
    private final Map<Path, OpenFile> files = new ConcurrentHashMap<>();

    /** @param uri as the client writes it */
    record OpenFile(String uri, int version, String text) {}

    /** The path of a file's address; null for one that is no file. */
    static @Nullable Path path(String uri) {
        try {
            URI address = URI.create(uri);
            return "file".equalsIgnoreCase(address.getScheme())
                    ? Path.of(address).toAbsolutePath().normalize()
                    : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException unusable) {
            return null;
        }
    }

    void open(String uri, int version, String text) {
        Path path = path(uri);
        if (path != null) {
            files.put(path, new OpenFile(uri, version, text));
        }
    }

    /** Takes changes in their order; one without a range is the whole text. */
    void change(String uri, int version, List<TextDocumentContentChangeEvent> changes, Positions.Encoding encoding) {
        Path path = path(uri);
        OpenFile before = path == null ? null : files.get(path);
        if (path == null || before == null) {
            return;
        }
        String text = before.text();
        for (TextDocumentContentChangeEvent change : changes) {
            if (change.getRange() == null) {
                text = change.getText();
            } else {
                Positions positions = new Positions(text, encoding);
                int from = positions.offset(change.getRange().getStart());
                int to = Math.max(from, positions.offset(change.getRange().getEnd()));
                text = text.substring(0, from) + change.getText() + text.substring(to);
            }
        }
        files.put(path, new OpenFile(uri, version, text));
    }

    void close(String uri) {
        Path path = path(uri);
        if (path != null) {
            files.remove(path);
        }
    }

    @Nullable
    OpenFile get(Path path) {
        return files.get(path);
    }

    Map<Path, OpenFile> all() {
        return Map.copyOf(files);
    }
}
