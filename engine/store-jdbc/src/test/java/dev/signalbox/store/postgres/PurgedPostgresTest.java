package dev.signalbox.store.postgres;

import dev.signalbox.store.Database;
import dev.signalbox.store.PurgedDatabase;
import java.util.List;

class PurgedPostgresTest extends PurgedDatabase {
    private final Database database = new PostgresDatabase();

    @Override
    protected Database database() {
        return database;
    }

    @Override
    protected int firstWithRetention() {
        return 2;
    }

    @Override
    protected void undoLaterSteps() throws Exception {
        database().execute("DROP TABLE calibration");
        for (String table : List.of("hold_line", "decision", "claim", "look")) {
            database().execute("DROP TABLE " + table);
        }
        database().execute("DROP TABLE day_use");
        database().execute("DROP TABLE day_reserved");
    }
}
