package dev.signalbox.store.postgres;

import dev.signalbox.store.Database;
import dev.signalbox.store.LongRunDatabase;

class LongPostgresTest extends LongRunDatabase {
    @Override
    protected Database database() {
        return new PostgresDatabase();
    }
}
