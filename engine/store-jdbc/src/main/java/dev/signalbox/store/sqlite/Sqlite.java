package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Backfill;
import dev.signalbox.store.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Opens connections as this store needs them, and refuses a SQLite or a file that does not give what it promises. */
final class Sqlite {
    /** Before it, a race between a checkpoint and a writer could corrupt a write-ahead log. */
    private static final List<Integer> OLDEST = List.of(3, 51, 3);

    private static final List<String> MIGRATIONS = List.of(
            "V1__runs.sql",
            "V2__claims_and_snapshots.sql",
            "V3__retention.sql",
            "V4__packed_rows.sql",
            "V5__days.sql",
            "V6__calibration.sql",
            "V7__inbox.sql",
            "V8__triggers.sql",
            "V9__notices.sql");

    static final int VERSION = MIGRATIONS.size();

    /** The step whose tables are filled from what the log says: bodies are packed, and SQL alone does not read them. */
    private static final int INBOX = 7;

    private Sqlite() {}

    /** Makes the folder, readable by its owner alone where the system knows such a thing. */
    static void makeFolder(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                return;
            }
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new StoreException("The folder " + folder + " cannot be made: " + Refusal.why(e) + ".", e);
        }
    }

    /** The one connection that writes. Every commit is on disk when it returns. */
    static Sql writer(Path file) throws SQLException {
        Sql sql = connect(file);
        requireVersion(text(sql, "SELECT sqlite_version()"));
        require(sql, "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal");
        require(sql, "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2");
        // macOS needs this for a flush that is one; elsewhere it changes nothing.
        require(sql, "PRAGMA fullfsync = ON", "PRAGMA fullfsync", "1");
        sql.execute("PRAGMA temp_store = MEMORY");
        return sql;
    }

    static Sql reader(Path file) throws SQLException {
        Sql sql = connect(file);
        require(sql, "PRAGMA query_only = ON", "PRAGMA query_only", "1");
        return sql;
    }

    private static Sql connect(Path file) throws SQLException {
        Sql sql = new Sql(JDBC.createConnection("jdbc:sqlite:" + file, settings()));
        require(sql, "PRAGMA busy_timeout = 10000", "PRAGMA busy_timeout", "10000");
        return sql;
    }

    /** The driver would ask for the last row's number after each change. */
    private static Properties settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        return config.toProperties();
    }

    private static void require(Sql sql, String set, String get, String expected) throws SQLException {
        sql.execute(set);
        String actual = text(sql, get);
        if (!expected.equalsIgnoreCase(actual)) {
            throw new StoreException("SQLite did not take `" + set + "` here (it says " + actual
                    + "); put the database on a local disk.");
        }
    }

    private static String text(Sql sql, String query) throws SQLException {
        String text = sql.first(query, row -> row.text(1));
        return text == null ? "" : text;
    }

    static void requireVersion(String version) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < OLDEST.size(); i++) {
            int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            if (part > OLDEST.get(i)) {
                return;
            }
            if (part < OLDEST.get(i)) {
                throw new StoreException(
                        "SQLite " + version + " can damage its write-ahead log; 3.51.3 or newer is needed.");
            }
        }
    }

    /** Brings the tables to this program's version, one transaction a step. Refuses a file of a newer program. */
    static void migrate(Sql sql, Path file, long now) throws SQLException {
        sql.execute(
                "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at INTEGER NOT NULL)");
        Integer at = sql.first("SELECT coalesce(max(version), 0) FROM schema_version", row -> (int) row.number(1));
        int version = at == null ? 0 : at;
        if (version > MIGRATIONS.size()) {
            throw new StoreException(
                    "The database " + file + " was written by a newer Signalbox (its tables have version " + version
                            + ", this program knows " + MIGRATIONS.size() + "); use that one.");
        }
        for (int next = version + 1; next <= MIGRATIONS.size(); next++) {
            sql.execute("BEGIN IMMEDIATE");
            sql.script(resource(MIGRATIONS.get(next - 1)));
            if (next == INBOX) {
                Backfill.inbox(sql);
            }
            sql.update("INSERT INTO schema_version (version, applied_at) VALUES (?, ?)", next, now);
            sql.execute("COMMIT");
        }
    }

    private static String resource(String name) {
        try (InputStream in = Sqlite.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new StoreException("This program lacks its part " + name + "; build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("This program's part " + name + " cannot be read.", e);
        }
    }
}
