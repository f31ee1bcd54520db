package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup put back in the store's place, as docs/operate.md says. */
class RestoreTest {
    @TempDir
    Path folder;

    private Console console;
    private String waiting;

    @BeforeEach
    void a_run_that_waits_for_a_person_and_a_backup() {
        console = new Console(folder);
        assertEquals(Exit.FINE, console.run("new", "greeting", "--dir", "work").code());
        waiting = held();
        assertEquals(Exit.FINE, console.run("backup", "copy.db").code());
    }

    private String held() {
        Console.Outcome told =
                console.run("run", "work/greeting.flow.yaml", "--input", "{\"name\":\"Ada\",\"loud\":true}", "--json");
        assertEquals(Exit.PAUSED, told.code(), told.err());
        return String.valueOf(Json.object(JsonText.parse(told.out())).get("run"));
    }

    private void back() throws IOException {
        Path store = folder.resolve("work/.signalbox/signalbox.db");
        Files.deleteIfExists(store.resolveSibling("signalbox.db-wal"));
        Files.deleteIfExists(store.resolveSibling("signalbox.db-shm"));
        Files.copy(folder.resolve("copy.db"), store, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void what_happened_since_is_gone_and_what_waited_waits_and_goes_on() throws IOException {
        assertEquals(Exit.FINE, console.run("runs", "approve", waiting).code());
        String later = held();
        back();
        String listed = console.run("runs", "ls", "--json").out();
        assertTrue(listed.contains(waiting), listed);
        assertFalse(listed.contains(later), listed);
        assertTrue(console.run("runs", "show", waiting, "--json").out().contains("\"status\":\"paused\""));
        Console.Outcome done = console.run("runs", "approve", waiting);
        assertEquals(Exit.FINE, done.code(), done.err());
    }

    @Test
    void a_store_that_was_damaged_is_mended_by_it() throws IOException {
        Files.writeString(folder.resolve("work/.signalbox/signalbox.db"), "no database any more");
        assertEquals(Exit.USAGE, console.run("runs", "ls").code());
        back();
        assertTrue(console.run("runs", "ls").out().contains("paused"));
        assertEquals(Exit.FINE, console.run("doctor").code());
    }
}
