package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.RunStoreContract;

class PostgresStoreTest extends RunStoreContract {
    private final String url = TestServer.freshSchema().url();

    @Override
    protected RunStore open() {
        return PostgresStore.open(url);
    }
}
