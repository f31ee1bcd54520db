package dev.signalbox.store.postgres;

import dev.signalbox.store.Database;
import dev.signalbox.store.RepeatedPromptDatabase;

class RepeatedPromptPostgresTest extends RepeatedPromptDatabase {
    private final Database database = new PostgresDatabase();

    @Override
    protected Database database() {
        return database;
    }
}
