package dev.signalbox.testkit;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreProvider;
import java.nio.file.Path;

/** Takes {@code memory}: a store that is gone with the process. */
public final class MemoryStoreProvider implements StoreProvider {
    @Override
    public String form() {
        return "memory";
    }

    @Override
    public boolean takes(String url) {
        return url.equals("memory");
    }

    @Override
    public RunStore open(String url, Path folder) {
        return new MemoryStore();
    }
}
