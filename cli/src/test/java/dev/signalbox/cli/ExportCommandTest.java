package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of runs as lines. */
class ExportCommandTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void two_runs() {
        console = new Console(folder);
        assertEquals(Exit.FINE, console.run("new", "greeting", "--dir", "work").code());
        for (int i = 0; i < 2; i++) {
            Console.Outcome ran = console.run("run", "work/greeting.flow.yaml", "--input", "@work/greeting.input.json");
            assertEquals(Exit.FINE, ran.code(), ran.err());
        }
    }

    private static List<Map<String, Object>> lines(String text) {
        return text.lines().map(line -> Json.object(JsonText.parse(line))).toList();
    }

    @Test
    void every_event_is_a_line_with_its_run_and_bundle() throws IOException {
        Console.Outcome told = console.run("runs", "export", "--workspace", "work", "-o", "out.jsonl");

        assertEquals(Exit.FINE, told.code(), told.err());
        assertEquals("", told.out());
        List<Map<String, Object>> lines = lines(Files.readString(folder.resolve("out.jsonl")));
        assertTrue(told.err().contains(lines.size() + " events exported"), told.err());
        assertEquals(2, lines.stream().map(line -> line.get("run")).distinct().count());
        assertEquals(
                1, lines.stream().map(line -> line.get("bundle")).distinct().count());
        Map<String, Object> first = Json.object(lines.getFirst().get("event"));
        assertEquals(1L, first.get("seq"));
        assertEquals("RunStarted", first.get("type"));
    }

    @Test
    void one_run_is_one_run() {
        String all = console.run("runs", "export", "--workspace", "work").out();
        Object run = lines(all).getFirst().get("run");

        List<Map<String, Object>> lines =
                lines(console.run("runs", "export", "--workspace", "work", "--run", String.valueOf(run))
                        .out());

        assertTrue(!lines.isEmpty() && lines.stream().allMatch(line -> run.equals(line.get("run"))), lines.toString());
    }

    @Test
    void what_was_never_started_or_too_long_ago_is_left_out() {
        assertEquals(
                "",
                console.run("runs", "export", "--workspace", "work", "--flow", "another")
                        .out());
        assertEquals(
                "",
                console.run("runs", "export", "--workspace", "work", "--since", "2999-01-01T00:00:00Z")
                        .out());
        assertTrue(!console.run("runs", "export", "--workspace", "work", "--since", "1d")
                .out()
                .isEmpty());
    }

    @Test
    void a_file_that_is_there_stays_and_a_wrong_time_is_wrong_usage() throws IOException {
        Files.writeString(folder.resolve("out.jsonl"), "mine");

        Console.Outcome there = console.run("runs", "export", "--workspace", "work", "-o", "out.jsonl");
        assertEquals(Exit.USAGE, there.code());
        assertTrue(there.err().contains("out.jsonl is there already"), there.err());
        assertEquals("mine", Files.readString(folder.resolve("out.jsonl")));
        assertEquals(
                Exit.USAGE,
                console.run("runs", "export", "--workspace", "work", "--since", "soon")
                        .code());
        assertEquals(
                Exit.USAGE,
                console.run("runs", "export", "--workspace", "work", "--run", "x", "--flow", "greeting")
                        .code());
    }
}
