package dev.signalbox.bench.ours;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/** The least that makes a step durable on SQLite: one thread that writes, and one flush for all that waits. */
final class SqliteLog implements Floor.Log, AutoCloseable {
    private final Connection connection;
    private final PreparedStatement event;
    private final PreparedStatement row;
    private final BlockingQueue<Step> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closing;

    private record Step(String run, int seq, String status, String body, CompletableFuture<Boolean> done) {}

    private SqliteLog(Connection connection) throws SQLException {
        this.connection = connection;
        event = connection.prepareStatement("INSERT INTO log (run, seq, body) VALUES (?, ?, ?)");
        row = connection.prepareStatement(
                "INSERT INTO run (id, seq, status) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, status = excluded.status");
        writer = Thread.ofPlatform().name("floor-writer").start(this::write);
    }

    static SqliteLog open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            require(statement, "PRAGMA journal_mode", "wal");
            require(statement, "PRAGMA synchronous", "2");
            statement.execute(
                    "CREATE TABLE run (id TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, status TEXT NOT NULL)");
            statement.execute(
                    "CREATE TABLE log (run TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq)) WITHOUT ROWID");
        }
        connection.setAutoCommit(false);
        return new SqliteLog(connection);
    }

    private static void require(Statement statement, String pragma, String expected) throws SQLException {
        try (ResultSet rows = statement.executeQuery(pragma)) {
            rows.next();
            if (!rows.getString(1).equals(expected)) {
                throw new SQLException(pragma + " is " + rows.getString(1));
            }
        }
    }

    @Override
    public void commit(String run, int seq, String status, String body) throws SQLException {
        Step step = new Step(run, seq, status, body, new CompletableFuture<>());
        queue.add(step);
        try {
            step.done().join();
        } catch (CompletionException e) {
            throw new SQLException(e.getCause());
        }
    }

    private void write() {
        List<Step> steps = new ArrayList<>();
        while (!closing) {
            try {
                steps.add(queue.take());
            } catch (InterruptedException e) {
                continue; // closing says so
            }
            queue.drainTo(steps);
            try {
                for (Step step : steps) {
                    insert(step);
                }
                connection.commit();
                steps.forEach(step -> step.done().complete(true));
            } catch (SQLException e) {
                steps.forEach(step -> step.done().completeExceptionally(e));
            }
            steps.clear();
        }
    }

    private void insert(Step step) throws SQLException {
        event.setString(1, step.run());
        event.setInt(2, step.seq());
        event.setString(3, step.body());
        event.executeUpdate();
        row.setString(1, step.run());
        row.setInt(2, step.seq());
        row.setString(3, step.status());
        row.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        closing = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
