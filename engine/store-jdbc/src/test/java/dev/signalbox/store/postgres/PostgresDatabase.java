package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.Database;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.util.List;

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

    private Sql connect() throws SQLException {
        return new Sql(new Server(Address.parse(url)).patient());
    }

    @Override
    public void execute(String statement) throws SQLException {
        try (Sql sql = connect()) {
            sql.execute(statement);
        }
    }

    @Override
    public long number(String query) throws SQLException {
        try (Sql sql = connect()) {
            Long number = sql.first(query, row -> row.number(1));
            return number == null ? -1 : number;
        }
    }

    @Override
    public List<String> plan(String query, Object... values) throws SQLException {
        try (Sql sql = connect()) {
            return sql.list("EXPLAIN " + query, row -> row.text(1), values);
        }
    }
}
