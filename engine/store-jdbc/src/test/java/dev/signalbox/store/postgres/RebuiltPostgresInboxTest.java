package dev.signalbox.store.postgres;

import dev.signalbox.store.Database;
import dev.signalbox.store.RebuiltInbox;

class RebuiltPostgresInboxTest extends RebuiltInbox {
    private final Database database = new PostgresDatabase();

    @Override
    protected Database database() {
        return database;
    }

    @Override
    protected int firstWithInbox() {
        return 5;
    }
}
