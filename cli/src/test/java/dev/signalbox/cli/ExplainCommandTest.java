package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.value.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private final Console console = new Console(Path.of(""));

    @ParameterizedTest
    @EnumSource
    void every_code_is_explained_with_what_is_wrong_how_it_is_mended_and_why(Code code) {
        String told = console.run("explain", code.name()).out();

        for (String part : List.of("\n\nInstead of\n\n    ", "\nwrite\n\n    ", "\nWhy: ")) {
            assertTrue(told.contains(part), told);
        }
        assertTrue(told.startsWith(code + " ("), told);
    }

    @Test
    void a_code_is_found_in_lower_case_too() {
        Console.Outcome told = console.run("explain", "s501");

        assertEquals(Exit.FINE, told.code());
        assertTrue(told.out().startsWith("S501 (error, exact): risky call without approve"), told.out());
    }

    @Test
    void an_unknown_code_is_wrong_usage() {
        Console.Outcome told = console.run("explain", "S519");

        assertEquals(Exit.USAGE, told.code());
        assertEquals("", told.out());
        assertTrue(told.err().startsWith("signalbox: there is no code S519; did you mean S5"), told.err());
    }

    @Test
    void without_a_code_all_are_listed() {
        List<String> lines = console.run("explain").out().lines().toList();

        assertEquals(Code.values().length, lines.size());
        assertTrue(lines.contains("F701  warning  heuristic  floating model name"), lines.toString());
    }

    @Test
    void the_json_has_each_part_for_itself() {
        Object told = JsonText.parse(console.run("explain", "S509", "--json").out());

        assertTrue(told instanceof Map<?, ?> map && map.get("certainty").equals("exact"), String.valueOf(told));
        assertTrue(
                told instanceof Map<?, ?> map
                        && map.get("bad") instanceof List<?> parts
                        && parts.getFirst() instanceof Map<?, ?> part
                        && part.get("file").equals("signalbox.yaml"),
                String.valueOf(told));
    }
}
