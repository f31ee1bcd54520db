package dev.signalbox.runtime.port;

import java.nio.file.Path;

/** Opens stores by address; found through {@link java.util.ServiceLoader}. */
public interface StoreProvider {
    /** The addresses it takes, for a message: {@code sqlite:PATH}. */
    String form();

    boolean takes(String url);

    /**
     * Opens the store and makes what it needs. Throws a {@link StoreException} with one sentence when another process has
     * it, or it cannot be used.
     *
     * @param folder what a relative path starts from
     */
    RunStore open(String url, Path folder);

    /** Opens it so that it says what shared a flush; a store that flushes nothing says nothing. */
    default RunStore open(String url, Path folder, Flushes told) {
        return open(url, folder);
    }
}
