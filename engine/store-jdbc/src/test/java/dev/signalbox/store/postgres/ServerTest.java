package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.StoreException;
import org.junit.jupiter.api.Test;

/** Which servers, databases and addresses are taken. */
class ServerTest {
    private static String refusal(String url) {
        String said = String.valueOf(assertThrows(StoreException.class, () -> PostgresStore.open(url))
                .getMessage());
        assertFalse(said.contains("\n"), said);
        return said;
    }

    @Test
    void aServerThatAnswersBeforeACommitIsOnDiskIsRefused() {
        String url = TestServer.freshSchema().url() + "&options=-c%20synchronous_commit=off";
        String said = refusal(url);
        assertTrue(said.contains("synchronous_commit = off"), said);
    }

    @Test
    void aDatabaseThatIsNotInUtf8IsRefused() throws Exception {
        TestServer.run("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        String said = refusal(TestServer.freshSchema().url().replace("/postgres?", "/latin?"));
        assertTrue(said.contains("LATIN1"), said);
    }

    @Test
    void tablesOfANewerProgramAreRefused() throws Exception {
        TestServer.Schema schema = TestServer.freshSchema();
        PostgresStore.open(schema.url()).close();
        TestServer.run("INSERT INTO " + schema.name() + ".schema_version (version) VALUES (99)");
        String said = refusal(schema.url());
        assertTrue(said.contains("newer Signalbox"), said);
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSoWithoutThePassword() {
        String said = refusal("postgresql://sam:secret@localhost:1/nowhere");
        assertTrue(said.contains("postgresql://localhost:1/nowhere"), said);
        assertFalse(said.contains("secret"), said);
    }

    @Test
    void anAddressIsTakenApart() {
        Address address = Address.parse("postgresql://sam:p%40ss+1@db:5433/runs?schema=signal&sslmode=require");
        assertEquals("jdbc:postgresql://db:5433/runs?sslmode=require&user=sam&password=p%40ss%2B1", address.jdbc());
        assertEquals("signal", address.schema());
        assertEquals("postgresql://db:5433/runs?schema=signal", address.shown());
        Address plain = Address.parse("jdbc:postgresql://db/runs");
        assertEquals("jdbc:postgresql://db/runs", plain.jdbc());
        assertNull(plain.schema());
        assertThrows(StoreException.class, () -> Address.parse("postgresql://db/runs?schema=a%22b"));
    }
}
