package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreProvider;
import java.nio.file.Path;

/** Takes {@code PATH}, {@code sqlite:PATH} and {@code jdbc:sqlite:PATH}. */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public String form() {
        return "a path, sqlite:PATH or jdbc:sqlite:PATH";
    }

    @Override
    public boolean takes(String url) {
        // A letter before the colon is a drive.
        return url.startsWith("sqlite:")
                || url.startsWith("jdbc:sqlite:")
                || (!url.equals("memory") && (url.indexOf(':') < 0 || url.indexOf(':') == 1));
    }

    @Override
    public RunStore open(String url, Path folder) {
        return open(url, folder, Flushes.NONE);
    }

    @Override
    public RunStore open(String url, Path folder, Flushes told) {
        String path = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        path = path.startsWith("sqlite:") ? path.substring("sqlite:".length()) : path;
        return SqliteStore.open(folder.resolve(path), told);
    }
}
