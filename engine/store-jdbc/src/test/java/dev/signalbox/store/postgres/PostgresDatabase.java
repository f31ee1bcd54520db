package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** A schema of the test server that nobody else uses, beside its store. */
final class PostgresDatabase implements Database {
    private final String url = TestServer.freshSchema().url();

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public RunStore open() {
        return PostgresStore.open(url);
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = new Server(Address.parse(url)).patient();
        new Trip().change(Server.LIMITS).go(connection);
        return connection;
    }

    @Override
    public String explain() {
        return "EXPLAIN ";
    }
}
