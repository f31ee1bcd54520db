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
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of the sample refund desk, one of which paid what a person approved, driven again. */
class ReplayCommandTest {
    private static final String DESK = "flows/refund-desk.flow.yaml";

    @TempDir
    Path folder;

    private Console console;
    private String paid = "";

    @BeforeEach
    void two_runs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../flows"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".signalbox"))
                    .toList()) {
                Path to = folder.resolve("flows").resolve(Path.of("../flows").relativize(file));
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
            }
        }
        console = new Console(folder);
        assertEquals(
                Exit.FINE,
                console.run("run", DESK, "--input", "@flows/refund-desk.status.input.json")
                        .code());
        Console.Outcome held = console.run("run", DESK, "--input", "@flows/refund-desk.input.json", "--json");
        assertEquals(Exit.PAUSED, held.code(), held.err());
        paid = String.valueOf(Json.object(JsonText.parse(held.lastLine())).get("run"));
        Console.Outcome done = console.run("runs", "approve", paid, "--by", "sam", "--edit", "refund.amount=850");
        assertEquals(Exit.FINE, done.code(), done.out() + done.err());
    }

    private void edit(String from, String to) throws IOException {
        Path path = folder.resolve(DESK);
        String text = Files.readString(path);
        assertTrue(text.contains(from), from);
        Files.writeString(path, text.replace(from, to));
    }

    private String another() {
        Console.Outcome told = console.run("replay", paid, "--flow", DESK);
        assertEquals(Exit.FINDINGS, told.code(), told.out() + told.err());
        return told.out();
    }

    @Test
    void without_a_file_every_log_gives_the_same_bytes_and_the_state_that_is_stored() {
        Console.Outcome told = console.run("replay");
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().contains("the same bytes through event "), told.out());
        assertTrue(told.out().endsWith("\n2 runs: 2 the same, 0 another\n"), told.out());
        assertEquals(told.out(), console.run("runs", "replay").out());
    }

    @Test
    void a_file_that_changed_in_nothing_that_happened_gives_the_same() throws IOException {
        edit("version: 1.0.0", "version: 2.0.0\n# a comment that moves every line");
        edit("within: 72h", "within: 96h");
        edit("limits: { steps: 30", "limits: { steps: 31");
        Console.Outcome told = console.run("replay", "--flow", DESK);
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
        assertTrue(told.out().endsWith("\n2 runs: 2 the same, 0 another\n"), told.out());
    }

    @Test
    void a_changed_prompt_is_told_at_its_question_with_its_lines() throws IOException {
        edit("What refund does the customer ask for?", "How much does the customer want?");
        String out = another();
        assertTrue(out.contains(", in state read_refund\n    recorded: ModelRequested"), out);
        assertTrue(out.contains("      -What refund does the customer ask for?"), out);
        assertTrue(out.contains("      +How much does the customer want?"), out);
        assertTrue(console.run("replay", "--flow", DESK).out().endsWith("2 runs: 1 the same, 1 another\n"));
    }

    @Test
    void a_changed_route_is_told_at_the_state_it_leaves() throws IOException {
        edit("complaint: hand_over", "complaint: read_refund");
        edit("refund_request: read_refund", "refund_request: hand_over");
        String out = another();
        assertTrue(out.contains("recorded: StateEntered state=\"read_refund\""), out);
        assertTrue(out.contains("now:      StateEntered state=\"hand_over\""), out);
        assertTrue(out.contains("state: read_refund → hand_over"), out);
    }

    @Test
    void a_changed_argument_is_told_at_the_call() throws IOException {
        edit(
                "with: { order: \"${order.id}\", amount: \"${refund.amount}\" }",
                "with: { order: \"${order.id}\", amount: \"${refund.amount + 1}\" }");
        String out = another();
        assertTrue(out.contains(", in state pay_refund\n    recorded: HoldOpened"), out);
        assertTrue(out.contains("hold.args.amount: 900 → 901"), out);
    }

    @Test
    void a_decision_that_would_not_be_taken_any_more_is_told_with_the_reason() throws IOException {
        edit("edit: [refund.amount]", "edit: [refund.reason]");
        assertTrue(another().contains("recorded: HoldOpened"));
    }

    @Test
    void a_renamed_state_is_another() throws IOException {
        edit("classify", "sort_message");
        String out = another();
        assertTrue(out.contains("state: classify → sort_message"), out);
    }

    @Test
    void a_limit_that_would_have_been_met_is_told_where_it_is_met() throws IOException {
        edit("llm_calls: 6", "llm_calls: 1");
        String out = another();
        assertTrue(out.contains("recorded: ModelRequested"), out);
        assertTrue(out.contains("now:      LimitReached limit=\"llm_calls\""), out);
    }

    @Test
    void exported_logs_are_driven_without_a_store() throws IOException {
        assertEquals(
                Exit.FINE, console.run("runs", "export", "-o", "logs.jsonl").code());
        Files.writeString(
                folder.resolve("one.jsonl"),
                console.run("runs", "events", paid, "--json").out());

        assertTrue(
                console.run("replay", "logs.jsonl", "--flow", DESK).out().endsWith("2 runs: 2 the same, 0 another\n"));
        assertTrue(console.run("replay", "one.jsonl", "--flow", DESK).out().endsWith("1 run: 1 the same, 0 another\n"));
        assertTrue(console.run("replay", ".", "--flow", DESK).out().endsWith("3 runs: 3 the same, 0 another\n"));

        edit("complaint: hand_over", "complaint: read_refund");
        edit("refund_request: read_refund", "refund_request: hand_over");
        Console.Outcome told = console.run("replay", "one.jsonl", "--flow", DESK, "--json");
        assertEquals(Exit.FINDINGS, told.code());
        Map<String, Object> json = Json.object(JsonText.parse(told.out()));
        assertEquals(Map.of("same", 0L, "diverged", 1L, "not_replayed", 0L), json.get("summary"));
        Map<String, Object> run =
                Json.object(Json.list(json.getOrDefault("runs", List.of())).getFirst());
        assertEquals("diverged", run.get("verdict"));
        assertEquals(
                "classify",
                Json.object(run.getOrDefault("divergence", Map.of())).get("state"));
    }

    @Test
    void a_draft_that_stands_elsewhere_is_tried_in_the_flows_place() throws IOException {
        Path draft = Files.createDirectory(folder.resolve("drafts")).resolve("better.flow.yaml");
        Files.writeString(
                draft,
                Files.readString(folder.resolve(DESK)).replace("complaint: hand_over", "complaint: write_status"));
        Console.Outcome told = console.run("replay", "--flow", "drafts/better.flow.yaml", "--workspace", "flows");
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
    }

    @Test
    void what_cannot_be_driven_is_wrong_usage() throws IOException {
        assertEquals(Exit.USAGE, console.run("replay", "nobody").code());
        assertEquals(
                Exit.USAGE,
                console.run("replay", "--flow", "flows/nothing.flow.yaml").code());
        assertEquals(
                Exit.USAGE,
                console.run("replay", "--flow", "flows/rollback.flow.yaml").code());
        assertEquals(
                Exit.USAGE,
                console.run("replay", paid, "--flow", "flows/rollback.flow.yaml")
                        .code());
        assertEquals(Exit.USAGE, console.run("replay", "--status", "happy").code());
        Files.writeString(folder.resolve("broken.jsonl"), "{\"type\":\"Nonsense\"}\n");
        Console.Outcome told = console.run("replay", "broken.jsonl", "--flow", DESK);
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("broken.jsonl:1 is no event of a log"), told.err());
    }
}
