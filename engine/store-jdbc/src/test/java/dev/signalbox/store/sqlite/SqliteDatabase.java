package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

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
    public Connection connect() throws SQLException {
        return JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    }

    @Override
    public String explain() {
        return "EXPLAIN QUERY PLAN ";
    }
}
