package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreProvider;
import java.nio.file.Path;

/** Takes {@code postgresql://…} and {@code jdbc:postgresql://…}. */
public final class PostgresStoreProvider implements StoreProvider {
    @Override
    public String form() {
        return "postgresql://USER:PASSWORD@HOST:PORT/NAME?schema=SCHEMA";
    }

    @Override
    public boolean takes(String url) {
        return Address.isOne(url);
    }

    @Override
    public RunStore open(String url, Path folder) {
        return open(url, folder, Flushes.NONE);
    }

    @Override
    public RunStore open(String url, Path folder, Flushes told) {
        return PostgresStore.open(url, told);
    }
}
