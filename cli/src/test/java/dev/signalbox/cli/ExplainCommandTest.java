package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.print.RuleBook;
import dev.signalbox.dsl.diagnostic.Code;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private final Console console = new Console(Path.of(""));

    @ParameterizedTest
    @EnumSource
    void every_code_is_explained(Code code) {
        assertTrue(RuleBook.open().text(code).length() > 40, () -> "docs/diagnostics.md says too little of " + code);
    }

    @Test
    void a_code_is_found_in_lower_case_too() {
        Console.Outcome told = console.run("explain", "s501");

        assertEquals(Exit.FINE, told.code());
        assertTrue(told.out().startsWith("S501 (error): risky call without approve"), told.out());
    }

    @Test
    void an_unknown_code_is_wrong_usage() {
        Console.Outcome told = console.run("explain", "X999");

        assertEquals(Exit.USAGE, told.code());
        assertEquals("", told.out());
        assertTrue(told.err().startsWith("signalbox: there is no code X999"), told.err());
    }

    @Test
    void without_a_code_all_are_listed() {
        assertEquals(Code.values().length, console.run("explain").out().lines().count());
    }
}
