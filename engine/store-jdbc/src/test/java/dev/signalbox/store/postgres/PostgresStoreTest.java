package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.AppendLoad;
import dev.signalbox.testkit.RunStoreContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends RunStoreContract {
    private final String url = TestServer.freshSchema().url();

    @Override
    protected RunStore open() {
        return PostgresStore.open(url);
    }

    @Test
    void itTellsHowManyCommitsSharedAFlush() throws Exception {
        AtomicLong told = new AtomicLong();
        AtomicInteger rounds = new AtomicInteger();
        AppendLoad load = new AppendLoad(8);
        try (RunStore store = new PostgresStoreProvider().open(url, Path.of(""), told::addAndGet)) {
            load.drive(store, () -> rounds.incrementAndGet() > 80);
        }
        assertEquals(load.commits(), told.get());
    }
}
