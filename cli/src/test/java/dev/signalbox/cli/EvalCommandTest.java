package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.docs.PageFiles;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signalbox eval} in the workspace of its guide, whose two models a loopback server plays. */
class EvalCommandTest {
    private static final Path GUIDE = Path.of("../docs/guide-eval.md");
    private static final String CUP = "One cup was cracked. Could I have 40 back?";

    @TempDir
    Path folder;

    private SortingModels server;
    private Console console;

    @BeforeEach
    void the_guide_s_mailroom_and_its_models() throws IOException {
        PageFiles.write(GUIDE, folder);
        server = new SortingModels();
        console = new Console(folder, server.environment());
    }

    @AfterEach
    void the_server_ends() {
        server.close();
    }

    private void run(String... messages) {
        for (String message : messages) {
            String input = JsonText.write(Map.of("message", message));
            Console.Outcome told = console.run("run", "mailroom", "--input", input);
            assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        }
        server.requests.clear();
    }

    private Console.Outcome eval(String... options) {
        List<String> line = new ArrayList<>(List.of("eval", "mailroom"));
        line.addAll(List.of(options));
        return console.run(line.toArray(String[]::new));
    }

    private Map<String, Object> json(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        Console.Outcome told = eval(all.toArray(String[]::new));
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        return Json.object(JsonText.parse(told.out()));
    }

    private static Object at(Object object, String... path) {
        Object found = object;
        for (String name : path) {
            found = found instanceof List<?> list
                    ? list.get(Integer.parseInt(name))
                    : Objects.requireNonNull(Json.object(found).get(name), name);
        }
        return found;
    }

    @Test
    void recorded_runs_are_asked_of_two_models_and_the_changed_answers_are_told() {
        run(CUP, "Where is my order?");

        Map<String, Object> told = json("--last", "9", "--model", "fast", "--model", "small");

        assertEquals(3L, at(told, "set", "questions"));
        assertEquals(
                List.of("fast", "small"),
                List.of(at(told, "variants", "0", "name"), at(told, "variants", "1", "name")));
        assertEquals(1.0, at(told, "variants", "0", "total", "agreement", "share"));
        assertEquals(1L, at(told, "variants", "1", "states", "sort", "fits_after_repair"));
        assertEquals("refund", at(told, "variants", "1", "changes", "0", "before", "value"));
        assertEquals("complaint", at(told, "variants", "1", "changes", "0", "after", "value"));
        assertEquals("reason", at(told, "variants", "1", "changes", "1", "differences", "0", "path"));
        assertEquals(2, Json.list(at(told, "variants", "1", "changes")).size());
        assertTrue((double) at(told, "baseline", "total", "cost_usd")
                > (double) at(told, "variants", "1", "total", "cost_usd"));
    }

    @Test
    void a_changed_prompt_is_asked_in_the_place_of_the_old_one() throws IOException {
        run(CUP);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(folder.resolve("mailroom.draft.yaml"), elsewhere.resolve("mailroom.flow.yaml"));

        Map<String, Object> told =
                json("--last", "9", "--state", "sort", "--against", "elsewhere/mailroom.flow.yaml", "--model", "small");

        assertEquals(1.0, at(told, "variants", "0", "total", "agreement", "share"));
        assertEquals("elsewhere/mailroom.flow.yaml", told.get("against"));
        assertTrue(server.requests.toString().contains("Whoever wants money back is a refund. " + CUP));
    }

    @Test
    void nothing_is_written_to_the_runs_and_no_run_is_started() throws IOException {
        run(CUP);
        String before = console.run("runs", "export").out();

        eval("--last", "9", "--model", "small");

        assertEquals(before, console.run("runs", "export").out());
    }

    @Test
    void the_tests_of_a_flow_are_the_set_where_no_run_is_named() {
        Map<String, Object> told = json("--model", "small");

        assertEquals("tests", at(told, "set", "kind"));
        assertEquals(5L, at(told, "set", "questions"));
        assertEquals(2L, at(told, "variants", "0", "tests", "passed"));
        assertEquals("a cracked cup is paid back", at(told, "variants", "0", "tests", "failed", "0", "test"));
        assertEquals("a cracked cup is paid back", at(told, "variants", "0", "changes", "0", "of"));
    }

    @Test
    void a_bound_that_is_not_kept_is_told_and_ends_with_1() {
        run(CUP);

        Console.Outcome told = eval("--last", "9", "--model", "small", "--min-agreement", "0.9", "--min-valid", "1");
        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("small agrees in 0 %, below --min-agreement 90 %"), told.out());
        assertFalse(told.out().contains("--min-valid"), told.out());

        assertEquals(
                Exit.FINE,
                eval("--last", "9", "--model", "fast", "--min-agreement", "1").code());
        assertEquals(
                Exit.FINDINGS,
                eval("--last", "9", "--model", "fast", "--max-cost", "0.000001").code());
        // Of the read answers only the wording differs.
        assertEquals(
                Exit.FINE,
                eval("--last", "9", "--state", "read", "--model", "small", "--ignore", "reason", "--min-agreement", "1")
                        .code());
    }

    @Test
    void money_is_not_spent_over_the_bound_and_then_no_bound_is_kept() {
        run(CUP);

        Console.Outcome told = eval("--last", "9", "--model", "fast", "--max-usd", "0.001", "--min-agreement", "0");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals(List.of(), server.models());
        assertTrue(told.err().contains("stopped before a call that could have gone over --max-usd 0.001"), told.err());
    }

    @Test
    void a_model_that_nobody_knows_is_wrong_usage_with_a_suggestion() {
        Console.Outcome told = eval("--model", "smal");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("did you mean small?"), told.err());
        assertEquals(Exit.USAGE, eval("--last", "9", "--state", "srot").code());
        assertEquals(Exit.USAGE, eval("--min-agreement", "95").code());
        assertEquals(Exit.USAGE, eval("--last", "9", "--runs", "x").code());
        assertEquals(Exit.USAGE, eval("--against", "nowhere.flow.yaml").code());
        assertEquals(Exit.USAGE, eval("--db", "nowhere.db").code());
    }

    @Test
    void a_draft_with_an_error_is_refused_with_its_line() throws IOException {
        Files.writeString(
                folder.resolve("mailroom.draft.yaml"),
                Files.readString(folder.resolve("mailroom.draft.yaml"))
                        .replace("from: input.message", "from: input.mesage"));

        Console.Outcome told = eval("--against", "mailroom.draft.yaml");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("mailroom.draft.yaml:"), told.err());
        assertTrue(told.err().contains("has 2 errors"), told.err());
    }

    @Test
    void a_recorded_model_answers_what_was_recorded_and_the_rest_is_counted() throws IOException {
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                Files.readString(folder.resolve("signalbox.yaml"))
                        .replace("models:\n", "models:\n  kept: { provider: recorded }\n"));
        console.run("run", "mailroom", "--input", "@cup.json", "--record");
        run("Where is my order?");

        Map<String, Object> told = json("--last", "9", "--model", "kept");

        assertEquals(3L, at(told, "variants", "0", "total", "questions"));
        assertEquals(2L, at(told, "variants", "0", "total", "asked"));
        assertEquals(1L, at(told, "variants", "0", "total", "no_reply"));
        assertEquals(1.0, at(told, "variants", "0", "total", "agreement", "share"));
        assertTrue(eval("--last", "9", "--model", "kept").err().contains("kept: 1 of 3 questions have no reply"));
        assertEquals(List.of(), server.models());
    }

    @Test
    void a_file_that_has_changed_since_the_runs_is_pointed_at() throws IOException {
        run(CUP);
        Files.writeString(folder.resolve("mailroom.flow.yaml"), "# another version\n", StandardOpenOption.APPEND);

        assertTrue(eval("--last", "9", "--model", "fast")
                .err()
                .contains("--against mailroom.flow.yaml asks what it would"));
    }

    @Test
    void what_goes_into_redacted_data_is_compared_and_not_shown() throws IOException {
        Path file = folder.resolve("mailroom.flow.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("refund:\n    type: object", "refund:\n    redact: true\n    type: object"));
        run(CUP);

        Console.Outcome told = eval("--last", "9", "--state", "read", "--model", "small");
        assertTrue(told.out().contains("read  reason: [redacted] differs"), told.out());
        String all = told.out()
                + eval("--last", "9", "--state", "read", "--model", "small", "--json")
                        .out();
        assertFalse(all.contains("cracked"), all);
    }

    @Test
    void many_models_are_told_in_tables_no_wider_than_the_page() {
        run(CUP);
        Console.Outcome told =
                eval("--last", "9", "--model", "fast", "--model", "small", "--confusion", "-o", "page.txt");

        assertEquals("", told.out());
        assertEquals(Exit.FINE, told.code(), told.err());
        List<String> lines = lines("page.txt");
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), String.join("\n", lines));
        assertTrue(lines.contains("--- sort: recorded in rows, small in columns"), String.join("\n", lines));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
