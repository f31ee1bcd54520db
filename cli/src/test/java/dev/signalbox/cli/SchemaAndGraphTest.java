package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaAndGraphTest {
    @TempDir
    Path folder;

    @Test
    void every_kind_of_file_has_a_schema() {
        for (String kind : new String[] {"flow", "workspace", "test"}) {
            Console.Outcome told = new Console(folder).run("schema", kind);
            assertEquals(Exit.FINE, told.code(), kind);
            assertTrue(Json.object(JsonText.parse(told.out())).containsKey("$schema"), kind);
        }
        assertEquals(Exit.USAGE, new Console(folder).run("schema", "soup").code());
    }

    @Test
    void a_flow_is_drawn_in_three_ways() {
        Console console = new Console(folder);
        console.run("new", "greeting", "--dir", ".");

        assertTrue(console.run("graph", "greeting.flow.yaml").out().startsWith("flowchart TD"));
        assertTrue(console.run("graph", "greeting", "--format", "dot").out().startsWith("digraph"));
        assertTrue(console.run("graph", "greeting", "--format", "svg").out().startsWith("<svg"));
        assertTrue(Json.object(JsonText.parse(
                        console.run("graph", "greeting", "--json").out()))
                .containsKey("nodes"));
    }

    @Test
    void what_cannot_be_drawn_is_wrong_usage() {
        Console console = new Console(folder);
        console.run("new", "greeting", "--dir", ".");

        assertEquals(
                Exit.USAGE, console.run("graph", "greeting", "--format", "png").code());
        assertEquals(Exit.USAGE, console.run("graph", "nobody").code());
        assertEquals(Exit.USAGE, console.run("graph", "nowhere.flow.yaml").code());
        assertEquals(Exit.USAGE, console.run("graph", "greeting.input.json").code());
    }
}
