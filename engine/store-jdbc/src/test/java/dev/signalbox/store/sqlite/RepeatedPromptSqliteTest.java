package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.RepeatedPromptDatabase;

class RepeatedPromptSqliteTest extends RepeatedPromptDatabase {
    @Override
    protected Database database() {
        return new SqliteDatabase(folder.resolve("runs.db"));
    }
}
