package dev.signalbox.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server of its own on the disk to be measured, flushing every commit. The Maven artifact's default is not to
 * flush; here it is switched on, read back, and refused when it is off.
 */
public final class Postgres implements AutoCloseable {
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;
    private final ProcessHandle process;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Postgres(EmbeddedPostgres server, ProcessHandle process) {
        this.server = server;
        this.process = process;
    }

    public static Postgres start(Path scratch) throws IOException, SQLException {
        Files.createDirectories(scratch);
        Path data = Files.createTempDirectory(scratch, "pgdata");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(
                        scratch.resolveSibling("pgbinaries").toFile())
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "100");
        DURABLE.forEach(name -> builder.setServerConfig(name, "on"));
        EmbeddedPostgres server = builder.start();
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("the server is not there"));
        Postgres postgres = new Postgres(server, process);
        postgres.readBack();
        return postgres;
    }

    private void readBack() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            settings.put("server", "PostgreSQL " + show(statement, "server_version"));
            for (String name : DURABLE) {
                String value = show(statement, name);
                if (!value.equals("on")) {
                    throw new IllegalStateException("the server does not flush: " + name + " is " + value);
                }
                settings.put(name, value);
            }
            settings.put("wal_sync_method", show(statement, "wal_sync_method"));
            settings.put("shared_buffers", show(statement, "shared_buffers"));
        }
    }

    private static String show(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** With user and password in it. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public String url(String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return server.getJdbcUrl("postgres", database);
    }

    /** What the server says of itself, read back. */
    public Map<String, String> settings() {
        return Collections.unmodifiableMap(settings);
    }

    public long pid() {
        return process.pid();
    }

    /** CPU of the server and of those of its processes that live. */
    public long cpuNanos() {
        long own = cpu(process);
        return own + process.descendants().mapToLong(Postgres::cpu).sum();
    }

    private static long cpu(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
