package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.PurgedDatabase;
import dev.signalbox.store.sql.Sql;
import java.util.List;

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
        database().execute("DROP TABLE calibration");
        for (String table : List.of("hold_line", "decision", "claim", "look")) {
            database().execute("DROP TABLE " + table);
        }
        // Programs of that time left bodies that refer to blobs as text, and the step that looks for them reads text.
        try (Sql sql = Sqlite.writer(folder.resolve("runs.db"))) {
            record Body(String run, long first, String text) {}
            for (Body body : sql.list(
                    "SELECT run, first_seq, body FROM commit_log",
                    row -> new Body(row.text(1), row.number(2), row.body(3)))) {
                sql.update(
                        "UPDATE commit_log SET body = ? WHERE run = ? AND first_seq = ?",
                        body.text(),
                        body.run(),
                        body.first());
            }
        }
    }
}
