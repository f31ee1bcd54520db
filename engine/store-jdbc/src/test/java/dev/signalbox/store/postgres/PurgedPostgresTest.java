package dev.signalbox.store.postgres;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.store.PurgedDatabase;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;

class PurgedPostgresTest extends PurgedDatabase {
    private final String url = TestServer.freshSchema().url();

    @Override
    protected RunStore open() {
        return PostgresStore.open(url);
    }

    @Override
    protected int firstWithRetention() {
        return 2;
    }

    private Sql connect() throws SQLException {
        return new Sql(new Server(Address.parse(url)).patient());
    }

    @Override
    protected void execute(String statement) throws SQLException {
        try (Sql sql = connect()) {
            sql.execute(statement);
        }
    }

    @Override
    protected long number(String query) throws SQLException {
        try (Sql sql = connect()) {
            Long number = sql.first(query, row -> row.number(1));
            return number == null ? -1 : number;
        }
    }
}
