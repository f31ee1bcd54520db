package dev.signalbox.bench.ours;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The least that makes a step durable on PostgreSQL: one statement, which is a transaction, on the thread's own connection. */
final class PostgresLog implements Floor.Log, AutoCloseable {
    private final String url;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ThreadLocal<PreparedStatement> statement = ThreadLocal.withInitial(this::prepare);

    private PostgresLog(String url) {
        this.url = url;
    }

    static PostgresLog open(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE run (id TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, status TEXT NOT NULL)");
            statement.execute(
                    "CREATE TABLE log (run TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq))");
        }
        return new PostgresLog(url);
    }

    private PreparedStatement prepare() {
        try {
            Connection connection = DriverManager.getConnection(url);
            connections.add(connection);
            return connection.prepareStatement(
                    "WITH event AS (INSERT INTO log (run, seq, body) VALUES (?, ?, ?)) INSERT INTO run (id, seq, status) VALUES (?, ?, ?)"
                            + " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, status = excluded.status");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void commit(String run, int seq, String status, String body) throws SQLException {
        PreparedStatement insert = statement.get();
        insert.setString(1, run);
        insert.setInt(2, seq);
        insert.setString(3, body);
        insert.setString(4, run);
        insert.setInt(5, seq);
        insert.setString(6, status);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
