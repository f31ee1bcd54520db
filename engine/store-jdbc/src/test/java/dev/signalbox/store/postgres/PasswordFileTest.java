package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** A password that stands in no address: the driver takes it of the file that PostgreSQL's own programs read. */
class PasswordFileTest {
    private static final String PLACE = "org.postgresql.pgpassfile";

    @TempDir
    Path folder;

    @BeforeEach
    void a_password_file() throws Exception {
        Path file = folder.resolve("pgpass");
        Files.writeString(file, "db.example:5432:runs:box:of-the-file\n");
        System.setProperty(PLACE, file.toString());
    }

    @AfterEach
    void it_is_forgotten() {
        System.clearProperty(PLACE);
    }

    private static String passwordFor(String url) {
        Properties known = Driver.parseURL(Address.parse(url).jdbc(), new Properties());
        return String.valueOf(known == null ? null : known.getProperty("password"));
    }

    @Test
    void anAddressWithoutOneHasThatOfTheFile() {
        assertEquals("of-the-file", passwordFor("postgresql://box@db.example/runs"));
        assertEquals("null", passwordFor("postgresql://box@other.example/runs"));
    }

    @Test
    void anAddressWithOneKeepsIt() {
        assertEquals("its-own", passwordFor("postgresql://box:its-own@db.example/runs"));
    }
}
