package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of the test's own, durable as in use, that can be killed and started again on the same data. */
final class Postgres implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path data;
    private final EmbeddedPostgres first;
    private ProcessHandle postmaster;

    private Postgres(Path data, EmbeddedPostgres first) throws IOException {
        this.data = data;
        this.first = first;
        postmaster = running();
    }

    /** With every commit on disk: what is made for tests is not durable unless it is told. */
    static Postgres start(Path data) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Postgres postgres = new Postgres(data, server);
        assertEquals("on", postgres.show("fsync"));
        assertEquals("on", postgres.show("synchronous_commit"));
        return postgres;
    }

    private ProcessHandle running() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    String url() {
        return first.getJdbcUrl("postgres", "postgres");
    }

    private String show(String setting) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Cuts every connection that there is. */
    void terminateAll() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }

    /** SIGKILL for the server and all its processes, and another on the same data with the same options. */
    void killAndRestart() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>(postmaster.descendants().toList());
        processes.add(postmaster);
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().join();
        }
        String command = Files.readString(data.resolve("postmaster.opts")).strip();
        List<String> line = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(data, "unix:uid"))) {
            line.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        line.addAll(List.of("sh", "-c", "exec " + command));
        new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitAnswer();
        postmaster = running();
    }

    private void awaitAnswer() throws InterruptedException, SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                show("fsync");
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    @Override
    public void close() throws IOException {
        first.close();
        postmaster.destroyForcibly(); // for the case that it does not heed that
    }
}
