package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String FLOW = "work/greeting.flow.yaml";
    private static final String QUIET = "{\"name\":\"Ada\"}";
    private static final String LOUD = "{\"name\":\"Ada\",\"loud\":true}";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_new_flow() {
        console = new Console(folder);
        assertEquals(Exit.FINE, console.run("new", "greeting", "--dir", "work").code());
    }

    @Test
    void a_run_that_succeeds_ends_with_one_line_of_the_contract() {
        Console.Outcome told = console.run("run", FLOW, "--input", QUIET, "--json");

        assertEquals(Exit.FINE, told.code(), told.err());
        assertEquals(1, told.out().lines().count(), told.out());
        Map<String, Object> run = Json.object(JsonText.parse(told.out()));
        assertTrue(run.keySet().containsAll(List.of("run", "flow", "status", "output", "data", "holds", "usage")));
        assertEquals("succeeded", run.get("status"));
        assertEquals(Map.of("greeting", "Hello, Ada."), run.get("output"));
        assertEquals(List.of(), run.get("holds"));
        assertEquals(
                List.of("llm_calls", "input_tokens", "output_tokens", "cost_usd"),
                List.copyOf(
                        Json.object(Objects.requireNonNull(run.get("usage"))).keySet()));
    }

    @Test
    void the_input_may_be_a_file_and_the_timeline_is_told() {
        Console.Outcome told = console.run("run", FLOW, "--input", "@work/greeting.input.json");

        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().startsWith("run "), told.out());
        assertTrue(told.out().contains("calls deliver text=\"Hello, Ada.\""), told.out());
        assertTrue(told.lastLine().startsWith("succeeded"), told.out());
    }

    @Test
    void a_held_run_exits_10_and_says_the_very_command_that_approves() {
        Console.Outcome told = console.run("run", FLOW, "--input", LOUD);

        assertEquals(Exit.PAUSED, told.code(), told.err());
        String approve = told.out()
                .lines()
                .filter(line -> line.strip().startsWith("signalbox runs approve "))
                .findFirst()
                .orElseThrow()
                .strip();
        String[] typed = approve.substring("signalbox ".length()).split(" ");
        Console.Outcome done = console.run(typed);
        assertEquals(Exit.FINE, done.code(), done.err());
        assertTrue(done.lastLine().contains("HELLO, Ada!"), done.out());
    }

    @Test
    void what_an_outsider_wrote_neither_steers_the_terminal_nor_adds_lines_to_what_is_approved() {
        String name = "Ada?\\u001b[8m\\n  would call  nothing";
        Console.Outcome told = console.run("run", FLOW, "--input", "{\"name\":\"" + name + "\",\"loud\":true}");

        assertEquals(Exit.PAUSED, told.code(), told.err());
        assertTrue(told.out().contains("Shout at Ada?\\u001b[8m would call nothing?"), told.out());
        assertEquals(-1, told.out().indexOf(0x1b));
        assertEquals(
                1,
                told.out()
                        .lines()
                        .filter(line -> line.startsWith("  would call"))
                        .count(),
                told.out());
    }

    @Test
    void a_run_s_id_stands_for_its_only_hold() {
        String run = held();

        Console.Outcome done = console.run("runs", "approve", run, "--by", "you", "--note", "go", "--json");

        assertEquals(Exit.FINE, done.code(), done.err());
        assertEquals("succeeded", Json.object(JsonText.parse(done.out())).get("status"));
        String log = console.run("runs", "events", run, "--json").out();
        assertTrue(log.contains("\"type\":\"HoldApproved\""), log);
        assertTrue(log.contains("\"authenticated\":false"), log);
    }

    @Test
    void a_rejection_takes_the_other_way_and_exits_1() {
        Console.Outcome done = console.run("runs", "reject", held(), "--note", "too loud", "--json");

        assertEquals(Exit.FINDINGS, done.code(), done.err());
        assertEquals("failed", Json.object(JsonText.parse(done.out())).get("status"));
    }

    @Test
    void a_second_decision_is_refused() {
        String run = held();
        String hold = holdOf(run);
        assertEquals(Exit.FINE, console.run("runs", "approve", hold).code());

        Console.Outcome second = console.run("runs", "reject", hold);

        assertEquals(Exit.USAGE, second.code());
        assertTrue(second.err().contains("operator"), second.err());
        assertEquals(Exit.USAGE, console.run("runs", "approve", run).code());
    }

    @Test
    void what_is_asked_about_a_hold_stands_in_its_thread_and_decides_nothing() {
        String run = held();

        assertEquals(Exit.FINE, console.run("runs", "ask", run, "Which order?").code());
        Console.Outcome answered = console.run("runs", "ask", holdOf(run), "The one of May.");

        assertEquals(Exit.FINE, answered.code());
        assertTrue(answered.out().contains("operator: Which order?"), answered.out());
        assertTrue(answered.out().contains("operator: The one of May."), answered.out());
        assertTrue(console.run("runs", "show", run).out().contains("operator: Which order?"));
        assertTrue(console.run("runs", "show", run, "--json").out().contains("\"status\":\"paused\""));
        assertEquals(Exit.USAGE, console.run("runs", "ask", run, " ").code());
    }

    @Test
    void a_hold_is_given_to_nobody_who_may_not_decide_it() {
        Console.Outcome refused = console.run("runs", "delegate", held(), "--to", "stranger");

        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("There is no person and no group stranger"), refused.err());
    }

    @Test
    void a_wrong_hash_is_refused_and_the_run_stays_paused() {
        String run = held();

        assertEquals(
                Exit.USAGE,
                console.run("runs", "approve", run, "--hash", "0".repeat(64)).code());
        assertTrue(console.run("runs", "show", run, "--json").out().contains("\"status\":\"paused\""));
    }

    @Test
    void somebody_whom_the_hold_is_not_for_is_refused() {
        Console.Outcome refused = console.run("runs", "approve", held(), "--by", "stranger");

        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("stranger"), refused.err());
    }

    @Test
    void runs_are_listed_and_shown() {
        String run = held();

        Console.Outcome list = console.run("runs", "ls");
        assertTrue(list.out().contains(run) && list.out().contains("paused"), list.out());
        assertTrue(console.run("runs", "ls", "--json").out().startsWith("{\"items\":[{\"id\":\"" + run));
        assertEquals(
                "no runs", console.run("runs", "ls", "--status", "failed").out().strip());
        assertTrue(console.run(
                        "runs", "ls", "--text", run.substring(4, 20).toUpperCase(Locale.ROOT), "--since", "2020-01-01")
                .out()
                .contains(run));
        for (List<String> other : List.of(
                List.of("--waits-on", "nobody-there"),
                List.of("--started-by", "nobody-there"),
                List.of("--text", "no run has this"),
                List.of("--since", "2999-01-01"))) {
            Console.Outcome none = console.run("runs", "ls", other.getFirst(), other.getLast());
            assertEquals("no runs", none.out().strip(), other.getFirst());
        }
        assertEquals(
                Exit.USAGE, console.run("runs", "ls", "--since", "yesterday").code());
        Console.Outcome shown = console.run("runs", "show", run);
        assertEquals(Exit.FINE, shown.code());
        assertTrue(shown.out().contains("Shout at Ada?"), shown.out());
    }

    @Test
    void a_cancelled_run_is_what_was_asked_for() {
        Console.Outcome done = console.run("runs", "cancel", held(), "--reason", "never mind");

        assertEquals(Exit.FINE, done.code(), done.err());
        assertTrue(done.lastLine().startsWith("cancelled"), done.out());
    }

    @Test
    void a_fork_is_a_new_run_with_the_same_input() {
        String run = held();

        Console.Outcome fork = console.run("runs", "fork", run, "--json");

        assertEquals(Exit.PAUSED, fork.code(), fork.err());
        assertFalse(fork.out().contains(run), fork.out());
    }

    @Test
    void a_fork_from_an_event_is_told_before_it_is_made_and_waits_for_its_own_approval() {
        String run = held();
        console.run("runs", "approve", run);
        Map<String, Object> opened = events(run).stream()
                .filter(event -> "HoldOpened".equals(event.get("type")))
                .findFirst()
                .orElseThrow();
        String seq = String.valueOf(opened.get("seq"));

        Console.Outcome plan = console.run("runs", "fork", run, "--at", seq, "--dry-run");
        assertEquals(Exit.FINE, plan.code(), plan.err());
        assertTrue(plan.out().contains("after event " + seq), plan.out());
        assertTrue(plan.out().contains("Shout at Ada?"), plan.out());
        Console.Outcome json = console.run("runs", "fork", run, "--at", seq, "--again", "--dry-run", "--json");
        assertTrue(json.out().contains("\"effects\":\"again\""), json.out());

        Console.Outcome fork = console.run("runs", "fork", run, "--at", seq, "--json");
        assertEquals(Exit.PAUSED, fork.code(), fork.err());
        assertFalse(fork.out().isEmpty());
        assertEquals(
                Exit.USAGE, console.run("runs", "fork", run, "--at", "9999").code(), "there is no such event");
        Console.Outcome half = console.run("runs", "fork", run, "--dry-run");
        assertEquals(Exit.USAGE, half.code());
        assertTrue(half.err().contains("--at"), half.err());
    }

    @Test
    void a_run_is_shown_as_it_stood_at_an_event() {
        String run = held();
        Console.Outcome first = console.run("runs", "show", run, "--at", "1");
        assertEquals(Exit.FINE, first.code(), first.err());
        assertTrue(first.out().contains("RunStarted"), first.out());
        assertTrue(first.out().contains("changed since the beginning"), first.out());
        long last = events(run).size();
        Console.Outcome since = console.run("runs", "show", run, "--at", String.valueOf(last), "--from", "1", "--json");
        assertTrue(since.out().contains("\"from\":1"), since.out());
        assertEquals(
                Exit.USAGE, console.run("runs", "show", run, "--at", "9999").code());
        assertEquals(Exit.USAGE, console.run("runs", "show", run, "--from", "1").code());
    }

    @Test
    void several_runs_are_cancelled_each_on_its_own() {
        String first = held();
        String second = held();
        Console.Outcome all = console.run("runs", "cancel", first, second, "nonsense");
        assertEquals(Exit.FINDINGS, all.code(), all.err());
        assertTrue(all.out().contains(first + "  cancelled"), all.out());
        assertTrue(all.out().contains(second + "  cancelled"), all.out());
        assertTrue(all.out().contains("nonsense  There is no run nonsense."), all.out());
        Console.Outcome retried = console.run("runs", "retry", first, second, "--json");
        assertEquals(Exit.FINDINGS, retried.code());
        assertTrue(retried.out().contains("\"problem\""), retried.out());
    }

    private List<Map<String, Object>> events(String run) {
        return console.run("runs", "events", run, "--json")
                .out()
                .lines()
                .map(line -> Json.object(JsonText.parse(line)))
                .toList();
    }

    @Test
    void another_store_holds_other_runs() {
        held();

        assertEquals(
                "no runs",
                console.run("runs", "ls", "--workspace", "work", "--db", "elsewhere.db")
                        .out()
                        .strip());
        assertTrue(Files.exists(folder.resolve("elsewhere.db")));
    }

    @Test
    void wrong_ids_are_told_in_a_sentence() {
        for (String[] line : new String[][] {
            {"runs", "show", "01900000-0000-7000-8000-000000000000"},
            {"runs", "events", "nonsense"},
            {"runs", "approve", "nonsense.state.1"},
            {"runs", "approve", "nonsense"},
            {"runs", "cancel", "nonsense"},
            {"runs", "retry", "nonsense"},
            {"runs", "fork", "nonsense"},
            {"runs", "answer", "nonsense", "42"}
        }) {
            Console.Outcome refused = console.run(line);
            assertEquals(Exit.USAGE, refused.code(), String.join(" ", line) + refused.err());
            assertEquals("", refused.out());
            assertFalse(refused.err().contains("\tat "), refused.err());
        }
    }

    @Test
    void inputs_that_do_not_fit_start_nothing() {
        for (String input : new String[] {"{\"name\":7}", "{}", "{\"name\":", "[1]", "@nowhere.json", "@work"}) {
            Console.Outcome refused = console.run("run", FLOW, "--input", input, "--json");
            assertEquals(Exit.USAGE, refused.code(), input + refused.err());
            assertEquals("", refused.out());
        }
        assertEquals("no runs", console.run("runs", "ls").out().strip());
    }

    @Test
    void a_flow_with_errors_does_not_run_and_says_where() throws IOException {
        Path file = folder.resolve(FLOW);
        Files.writeString(file, Files.readString(file).replace("start: write_greeting", "start: nowhere"));

        Console.Outcome refused = console.run("run", FLOW, "--input", QUIET);

        assertEquals(Exit.USAGE, refused.code());
        assertEquals("", refused.out());
        assertTrue(refused.err().contains("G101"), refused.err());
        assertTrue(refused.err().contains(FLOW + ":"), refused.err());
    }

    @Test
    void a_flow_outside_every_workspace_does_not_run() throws IOException {
        Files.copy(folder.resolve(FLOW), folder.resolve("lonely.flow.yaml"));

        Console.Outcome refused = console.run("run", "lonely.flow.yaml", "--input", QUIET);

        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("signalbox.yaml"), refused.err());
    }

    @Test
    void two_workspaces_below_are_told_apart_by_name() {
        console.run("new", "other", "--dir", "other");

        Console.Outcome refused = console.run("runs", "ls");
        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("other, work"), refused.err());
        assertEquals(Exit.FINE, console.run("runs", "ls", "-w", "work").code());
    }

    @Test
    void options_that_mean_nothing_are_refused() {
        assertEquals(
                Exit.USAGE,
                console.run("run", FLOW, "--input", QUIET, "--models", "invented")
                        .code());
        assertEquals(
                Exit.USAGE,
                console.run("run", FLOW, "--input", QUIET, "--db", "nosuch:thing")
                        .code());
        assertEquals(
                Exit.USAGE, console.run("runs", "ls", "--status", "sleeping").code());
        assertEquals(Exit.USAGE, console.run("runs", "ls", "--limit", "0").code());
        assertEquals(
                Exit.USAGE,
                console.run("runs", "approve", held(), "--edit", "nothing").code());
    }

    /** The id of a run that waits for a person. */
    private String held() {
        Console.Outcome told = console.run("run", FLOW, "--input", LOUD, "--json");
        assertEquals(Exit.PAUSED, told.code(), told.err());
        return String.valueOf(Json.object(JsonText.parse(told.out())).get("run"));
    }

    private String holdOf(String run) {
        Map<String, Object> view = Json.object(
                JsonText.parse(console.run("runs", "show", run, "--json").out()));
        return String.valueOf(
                Json.object(Json.list(Objects.requireNonNull(view.get("holds"))).getFirst())
                        .get("id"));
    }
}
