package dev.signalbox.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Reading;
import dev.signalbox.store.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.Driver;

/**
 * The connections of everything but group commits. What fails because its connection or the server went is asked again on
 * another one, for a bounded time.
 */
final class Pool implements Reading, AutoCloseable {
    /** A question takes a millisecond; more connections would only wait for the server's processors. */
    private static final int MOST = 8;

    private final HikariDataSource connections;
    private final Duration patience;
    private volatile boolean closed;

    Pool(Server server, Duration patience) {
        this.patience = patience;
        HikariConfig config = new HikariConfig();
        config.setPoolName("signalbox");
        config.setJdbcUrl(server.address().jdbc());
        config.setDriverClassName(Driver.class.getName());
        config.setDataSourceProperties(server.properties(Server.SILENCE));
        config.setConnectionInitSql(Server.LIMITS);
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        connections = new HikariDataSource(config);
    }

    @Override
    public <T> T read(Question<T> question) {
        return ask("read", question);
    }

    @Override
    public <T> T readAtOnce(Question<T> question) {
        return read(sql -> {
            sql.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            try {
                return question.ask(sql);
            } finally {
                sql.execute("COMMIT");
            }
        });
    }

    /** Changes that may be made twice, each statement a transaction of its own. */
    <T> T write(Question<T> change) {
        return ask("written", change);
    }

    private <T> T ask(String verb, Question<T> question) {
        Patience again = new Patience(patience);
        while (true) {
            if (closed) {
                throw new StoreException("The store is closed.");
            }
            try (Sql sql = new Sql(connections.getConnection())) {
                return question.ask(sql);
            } catch (SQLException e) {
                if (Trouble.of(e) == Trouble.LASTING || !again.wait(closed)) {
                    throw Trouble.cannot(verb, e);
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        connections.close();
    }
}
