package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Sql;
import dev.signalbox.testkit.AppendLoad;
import dev.signalbox.testkit.RunStoreContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends RunStoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected RunStore open() {
        return SqliteStore.open(file());
    }

    private Path file() {
        return folder.resolve("deep/signalbox.db");
    }

    @Test
    void aSecondOwnerIsRefusedWithOneSentence() {
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.open(file()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("in use by another Signalbox process"),
                refused.getMessage());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("pid " + ProcessHandle.current().pid()),
                refused.getMessage());
    }

    @Test
    void aFileOfANewerProgramIsRefused() throws SQLException {
        Path other = folder.resolve("newer.db");
        try (Sql sql = Sqlite.writer(other)) {
            Sqlite.migrate(sql, other, 0);
            sql.execute("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");
        }
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.open(other));
        assertTrue(String.valueOf(refused.getMessage()).contains("newer Signalbox"), refused.getMessage());
        // The lock was given back: the same refusal, not one about another process.
        assertEquals(
                refused.getMessage(),
                assertThrows(StoreException.class, () -> SqliteStore.open(other))
                        .getMessage());
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Path other = folder.resolve("text.db");
        Files.writeString(other, "This is not a database, and long enough to be sure of it. ".repeat(20));
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.open(other));
        assertTrue(String.valueOf(refused.getMessage()).contains("cannot be opened"), refused.getMessage());
    }

    @Test
    void itTellsHowManyCommitsSharedAFlush() throws Exception {
        AtomicLong told = new AtomicLong();
        AtomicInteger rounds = new AtomicInteger();
        AppendLoad load = new AppendLoad(8);
        try (RunStore store = new SqliteStoreProvider().open("told.db", folder, told::addAndGet)) {
            load.drive(store, () -> rounds.incrementAndGet() > 80);
        }
        assertEquals(load.commits(), told.get());
    }

    @Test
    void anOldSqliteIsRefused() {
        assertThrows(StoreException.class, () -> Sqlite.requireVersion("3.51.2"));
        assertThrows(StoreException.class, () -> Sqlite.requireVersion("3.9.9"));
        Sqlite.requireVersion("3.51.3");
        Sqlite.requireVersion("3.60.0");
        Sqlite.requireVersion("4.0");
    }

    @Test
    void afterAFailedWriteNothingIsAcknowledgedAnyMore() throws SQLException {
        Path other = folder.resolve("broken.db");
        Sql sql = Sqlite.writer(other);
        sql.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        try (Writer writer = new Writer(sql, InPlace.of(other), Flushes.NONE)) {
            writer.write(s -> s.update("INSERT INTO t VALUES (0)"));
            assertThrows(StoreException.class, () -> writer.write(s -> s.update("INSERT INTO nowhere VALUES (1)")));
            assertThrows(StoreException.class, () -> writer.write(s -> s.update("INSERT INTO t VALUES (1)")));
        }
    }

    @Test
    void whatIsWrittenToAFileThatIsNotThereAnyMoreIsNotAcknowledged() throws Exception {
        record Fault(String name, Happening happening) {}
        for (Fault fault : List.of(
                new Fault("deleted", (database, log) -> Files.delete(database)),
                new Fault("without-log", (database, log) -> Files.delete(log)),
                new Fault("cut-off", (database, log) -> {
                    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                        file.truncate(file.size() / 2);
                    }
                }),
                new Fault("replaced", (database, log) -> {
                    Path copy = database.resolveSibling("copy");
                    Files.copy(database, copy);
                    Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
                }))) {
            Path database = folder.resolve(fault.name() + ".db");
            Path log = folder.resolve(fault.name() + ".db-wal");
            Sql sql = Sqlite.writer(database);
            sql.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
            try (Writer writer = new Writer(sql, InPlace.of(database), Flushes.NONE)) {
                writer.write(s -> s.update("INSERT INTO t VALUES (1)"));
                fault.happening().to(database, log);
                StoreException refused = assertThrows(
                        StoreException.class,
                        () -> writer.write(s -> s.update("INSERT INTO t VALUES (2)")),
                        fault.name());
                assertTrue(
                        String.valueOf(refused.getMessage()).contains("while the database was open"),
                        refused.getMessage());
            }
        }
    }

    private interface Happening {
        void to(Path database, Path log) throws IOException;
    }

    @Test
    void theAddressesOfSqliteAreTaken() {
        SqliteStoreProvider provider = new SqliteStoreProvider();
        for (String url : new String[] {"a/b.db", "/tmp/x.db", "sqlite:a.db", "jdbc:sqlite:/x/y.db", "C:\\x.db"}) {
            assertTrue(provider.takes(url), url);
        }
        for (String url : new String[] {"memory", "jdbc:postgresql://x/y", "postgres:x"}) {
            assertFalse(provider.takes(url), url);
        }
    }
}
