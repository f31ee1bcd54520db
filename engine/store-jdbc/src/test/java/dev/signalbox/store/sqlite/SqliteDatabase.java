package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.Database;
import dev.signalbox.store.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A file of SQLite, beside its store. */
record SqliteDatabase(Path file) implements Database {
    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public RunStore open() {
        return SqliteStore.open(file);
    }

    @Override
    public void execute(String statement) throws SQLException {
        try (Sql sql = Sqlite.writer(file)) {
            sql.execute(statement);
        }
    }

    @Override
    public long number(String query) throws SQLException {
        try (Sql sql = Sqlite.reader(file)) {
            Long number = sql.first(query, row -> row.number(1));
            return number == null ? -1 : number;
        }
    }

    @Override
    public List<String> plan(String query, Object... values) throws SQLException {
        try (Sql sql = Sqlite.reader(file)) {
            return sql.list("EXPLAIN QUERY PLAN " + query, row -> row.text(4), values);
        }
    }
}
