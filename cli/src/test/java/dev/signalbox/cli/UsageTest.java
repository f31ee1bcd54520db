package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UsageTest {
    private final Console console = new Console(Path.of(""));

    @Test
    void no_command_shows_the_usage_and_is_wrong_usage() {
        Console.Outcome told = console.run();

        assertEquals(Exit.USAGE, told.code());
        assertEquals("", told.out());
        assertTrue(told.err().contains("Usage: signalbox"), told.err());
    }

    @Test
    void help_is_a_result_and_names_the_exit_codes() {
        Console.Outcome told = console.run("--help");

        assertEquals(Exit.FINE, told.code());
        assertTrue(told.out().contains("10 the run is paused"), told.out());
    }

    @Test
    void an_unknown_command_is_one_sentence_without_a_trace() {
        Console.Outcome told = console.run("explan");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("did you mean"), told.err());
        assertFalse(told.err().contains("\tat "), told.err());
    }
}
