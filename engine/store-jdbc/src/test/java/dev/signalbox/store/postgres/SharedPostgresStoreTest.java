package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.SharedStoreContract;

class SharedPostgresStoreTest extends SharedStoreContract {
    private final TestServer.Schema schema = TestServer.freshSchema();

    @Override
    protected RunStore open() {
        return PostgresStore.open(schema.url());
    }

    /** By the database's own clock, set forward for what was promised so far. */
    @Override
    protected void letLeasesPass() throws Exception {
        TestServer.run("UPDATE " + schema.name() + ".node SET alive_until = clock_timestamp() - interval '1 ms'");
    }
}
