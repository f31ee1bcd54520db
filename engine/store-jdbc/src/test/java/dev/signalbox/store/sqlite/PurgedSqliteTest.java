package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.PurgedDatabase;

class PurgedSqliteTest extends PurgedDatabase {
    @Override
    protected Database database() {
        return new SqliteDatabase(folder.resolve("runs.db"));
    }

    @Override
    protected int firstWithRetention() {
        return 3;
    }

    @Override
    protected void undoLaterSteps() throws Exception {
        database().execute("DROP INDEX run_by_flow_and_status");
        database().execute("DROP TABLE day_use");
        database().execute("DROP TABLE day_reserved");
    }
}
