package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_new_flow() {
        console = new Console(folder);
        assertEquals(Exit.FINE, console.run("new", "greeting", "--dir", "work").code());
    }

    @Test
    void a_new_flow_is_clean() {
        Console.Outcome told = console.run("validate", "work");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertEquals("2 files, nothing wrong", told.out().strip());
    }

    @Test
    void a_misspelt_state_is_told_with_its_line_and_what_was_meant() throws IOException {
        breakFlow("to: write_quiet", "to: write_quite");

        Console.Outcome told = console.run("validate", "work/greeting.flow.yaml");

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("G101"), told.out());
        assertTrue(told.out().contains("work/greeting.flow.yaml:"), told.out());
        assertTrue(told.out().contains("write_quiet"), told.out());
    }

    @Test
    void the_flow_that_warms_the_cache_up_is_clean() throws IOException {
        Path rich = Files.createDirectories(folder.resolve("rich"));
        for (String file : List.of("signalbox.yaml", "flow.yaml")) {
            try (InputStream in = Cli.class.getResourceAsStream("command/warm-up." + file)) {
                Files.copy(
                        Objects.requireNonNull(in),
                        rich.resolve(file.equals("flow.yaml") ? "warm-up.flow.yaml" : file));
            }
        }
        Console.Outcome told = console.run("validate", "rich", "--fail-on", "warning");
        assertEquals(Exit.FINE, told.code(), told.out());
    }

    @Test
    void what_a_run_may_use_is_told_on_request() {
        Console.Outcome told = console.run("validate", "work", "--explain-costs");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().contains("`greeting`: what one run may use"), told.out());
        assertTrue(told.out().matches("(?s).*\\n  steps +\\d+ +\\d+ +\\d+\\n.*"), told.out());

        Console.Outcome json = console.run("validate", "work", "--explain-costs", "--json");
        Map<String, Object> report = Json.object(JsonText.parse(json.out()));
        Map<String, Object> costs = Json.object(
                Json.list(Objects.requireNonNull(report.get("costs"))).getFirst());
        assertEquals("greeting", costs.get("flow"));
        assertTrue(Json.object(Objects.requireNonNull(costs.get("steps"))).containsKey("most"), json.out());
        assertFalse(console.run("validate", "work", "--json").out().contains("costs"));
    }

    @Test
    void as_json_it_is_one_object_of_the_contract_with_paths_as_the_caller_wrote_them() throws IOException {
        breakFlow("to: write_quiet", "to: write_quite");

        Console.Outcome told = console.run("validate", "work", "--format", "json");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals(1, told.out().lines().count());
        Map<String, Object> report = Json.object(JsonText.parse(told.out()));
        assertEquals(List.of("version", "files", "diagnostics", "summary"), List.copyOf(report.keySet()));
        assertEquals(2L, report.get("files"));
        Map<String, Object> found = Json.list(Objects.requireNonNull(report.get("diagnostics"))).stream()
                .map(Json::object)
                .filter(one -> "G101".equals(one.get("code")))
                .findFirst()
                .orElseThrow();
        assertEquals("work/greeting.flow.yaml", found.get("file"));
        assertEquals("error", found.get("severity"));
        assertEquals(lineOf("to: write_quite"), found.get("line"));
        assertEquals("write_quiet", found.get("suggestion"));
    }

    @Test
    void another_format_goes_to_a_file_beside() throws IOException {
        Console.Outcome told = console.run("validate", "work", "-o", "json=findings.json");

        assertEquals(Exit.FINE, told.code());
        assertTrue(Files.readString(folder.resolve("findings.json")).startsWith("{\"version\":1,\"files\":2,"));
        assertTrue(told.out().contains("nothing wrong"), told.out());
    }

    @Test
    void a_warning_fails_only_when_asked_to() throws IOException {
        breakFlow("limits: { steps: 20, duration: 7d }\n", "");

        assertEquals(Exit.FINE, console.run("validate", "work").code());
        Console.Outcome strict = console.run("validate", "work", "--fail-on", "warning");
        assertEquals(Exit.FINDINGS, strict.code(), strict.out());
        assertTrue(strict.out().contains("B303"), strict.out());
    }

    @Test
    void a_path_that_is_not_there_and_a_file_that_is_none_of_ours_are_wrong_usage() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "hello");
        Files.createDirectory(folder.resolve("empty"));

        for (String path : List.of("nowhere", "nowhere.flow.yaml", "notes.txt", "empty")) {
            Console.Outcome refused = console.run("validate", path);
            assertEquals(Exit.USAGE, refused.code(), path);
            assertEquals("", refused.out());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    @Test
    void an_unknown_format_is_wrong_usage() {
        assertEquals(
                Exit.USAGE, console.run("validate", "work", "--format", "xml").code());
        assertEquals(Exit.USAGE, console.run("validate", "work", "-o", "json").code());
        assertEquals(
                Exit.USAGE, console.run("validate", "work", "--fail-on", "info").code());
    }

    @Test
    void a_file_that_is_no_yaml_is_a_finding_not_a_trace() throws IOException {
        Files.writeString(folder.resolve("work/greeting.flow.yaml"), "flow: [unclosed\n");

        Console.Outcome told = console.run("validate", "work");

        assertEquals(Exit.FINDINGS, told.code(), told.err());
        assertTrue(told.out().contains("Y001"), told.out());
        assertFalse(told.out().contains("\tat "), told.out());
    }

    private void breakFlow(String what, String by) throws IOException {
        Path file = folder.resolve("work/greeting.flow.yaml");
        String text = Files.readString(file);
        assertTrue(text.contains(what), "the template no longer says " + what);
        Files.writeString(file, text.replace(what, by));
    }

    private long lineOf(String what) throws IOException {
        return 1
                + Files.readAllLines(folder.resolve("work/greeting.flow.yaml")).stream()
                        .takeWhile(line -> !line.contains(what))
                        .count();
    }
}
