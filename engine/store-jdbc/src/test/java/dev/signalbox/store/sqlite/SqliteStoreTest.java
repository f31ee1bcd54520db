package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Sql;
import dev.signalbox.testkit.RunStoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
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
        java.nio.file.Files.writeString(other, "This is not a database, and long enough to be sure of it. ".repeat(20));
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.open(other));
        assertTrue(String.valueOf(refused.getMessage()).contains("cannot be opened"), refused.getMessage());
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
        try (Writer writer = new Writer(sql)) {
            writer.write(s -> s.update("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
            assertThrows(StoreException.class, () -> writer.write(s -> s.update("INSERT INTO nowhere VALUES (1)")));
            assertThrows(StoreException.class, () -> writer.write(s -> s.update("INSERT INTO t VALUES (1)")));
        }
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
