package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.sqlite.NativeLibraryNotFoundException;

/** As the driver and the JDK word it; {@code .ci/archive-test} meets the first in a program whose library cannot be unpacked. */
class RefusalTest {
    @Test
    void a_library_that_does_not_load_names_the_folder_and_the_way_out() {
        String why = Refusal.why(
                new SQLException("Error opening connection", new NativeLibraryNotFoundException("No native library")));
        assertTrue(why.contains(System.getProperty("java.io.tmpdir")), why);
        assertTrue(why.contains("-Dorg.sqlite.tmpdir="), why);
        assertTrue(Refusal.why(new SQLException("x", new UnsatisfiedLinkError("noexec")))
                .contains("noexec"));
    }

    @Test
    void any_other_refusal_of_the_driver_is_its_own_sentence() {
        assertEquals("file is not a database", Refusal.why(new SQLException("file is not a database")));
    }

    @Test
    void a_folder_that_is_not_ours_names_the_user_and_another_refusal_its_reason() {
        assertTrue(Refusal.why(new AccessDeniedException("/srv/flows/.signalbox"))
                .contains(System.getProperty("user.name")));
        assertEquals(
                "Read-only file system", Refusal.why(new FileSystemException("/a", null, "Read-only file system")));
        assertEquals("gone", Refusal.why(new IOException("gone")));
    }
}
