package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workspace asks for and this version does not do is said. */
class NotCarriedOutTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_that_a_schedule_should_start() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("tick.flow.yaml"), """
                signalbox: 1
                flow: tick
                version: 1.0.0
                limits: { steps: 3, duration: 1h }
                triggers:
                  - schedule: { cron: "0 9 * * MON", zone: Europe/Berlin, input: {} }
                input: { type: object }
                start: done
                states:
                  done: { end: succeeded }
                """);
    }

    private String doctor(String workspace) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), workspace);
        Console.Outcome told = console.run("doctor");
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        return told.out();
    }

    @Test
    void each_part_that_is_used_has_its_line() throws IOException {
        String told = doctor("""
                signalbox: 1
                channels: { leads: { webhook: { url: "https://hooks.example/leads" } } }
                retention: { payloads: 90d }
                """);

        assertFalse(told.contains("trigger"), told);
        assertFalse(told.contains("send no notices"), told);
        assertFalse(told.contains("retention"), told);
        assertFalse(told.contains("mcp"), told);
    }

    @Test
    void what_is_carried_out_has_none() throws IOException {
        Files.delete(folder.resolve("tick.flow.yaml"));

        assertFalse(doctor("signalbox: 1\n").contains("yet"));
    }
}
