package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_new_flow_outside_a_workspace_gets_a_folder_and_a_workspace_of_its_own() {
        Console.Outcome made = new Console(folder).run("new", "greeting");

        assertEquals(Exit.FINE, made.code(), made.err());
        assertTrue(Files.exists(folder.resolve("greeting/signalbox.yaml")));
        assertTrue(Files.exists(folder.resolve("greeting/greeting.flow.yaml")));
        assertTrue(Files.exists(folder.resolve("greeting/greeting.input.json")));
    }

    @Test
    void inside_a_workspace_it_stands_beside_the_others() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");

        Console.Outcome made = new Console(folder).run("new", "greeting");

        assertEquals(Exit.FINE, made.code(), made.err());
        assertTrue(Files.exists(folder.resolve("greeting.flow.yaml")));
        assertEquals("signalbox: 1\n", Files.readString(folder.resolve("signalbox.yaml")));
    }

    @Test
    void nothing_that_is_there_is_overwritten() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("greeting.input.json"), "mine");

        Console.Outcome refused = new Console(folder).run("new", "greeting");

        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("greeting.input.json is there already"), refused.err());
        assertEquals("mine", Files.readString(folder.resolve("greeting.input.json")));
        assertFalse(Files.exists(folder.resolve("greeting.flow.yaml")));
    }

    @Test
    void a_name_that_is_no_flow_name_is_refused() {
        for (String name : new String[] {"Greeting", "../up", "a b", "-x-", "a--b", ""}) {
            Console.Outcome refused = new Console(folder).run("new", "--", name);
            assertEquals(Exit.USAGE, refused.code(), name);
            assertTrue(refused.err().contains("no flow name"), refused.err());
        }
    }
}
