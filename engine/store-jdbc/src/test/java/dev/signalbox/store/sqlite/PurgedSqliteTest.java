package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.PurgedDatabase;
import dev.signalbox.store.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;

class PurgedSqliteTest extends PurgedDatabase {
    private Path file() {
        return folder.resolve("runs.db");
    }

    @Override
    protected RunStore open() {
        return SqliteStore.open(file());
    }

    @Override
    protected int firstWithRetention() {
        return 3;
    }

    @Override
    protected void undoLaterSteps() throws Exception {
        execute("DROP INDEX run_by_flow_and_status");
    }

    @Override
    protected void execute(String statement) throws SQLException {
        try (Sql sql = Sqlite.writer(file())) {
            sql.execute(statement);
        }
    }

    @Override
    protected long number(String query) throws SQLException {
        try (Sql sql = Sqlite.reader(file())) {
            Long number = sql.first(query, row -> row.number(1));
            return number == null ? -1 : number;
        }
    }
}
