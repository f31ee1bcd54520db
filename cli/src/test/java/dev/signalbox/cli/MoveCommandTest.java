package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compat} and {@code runs move}: on the file of a small flow that pays and asks first. */
class MoveCommandTest {
    private static final String OLD = """
            signalbox: 1
            flow: pay
            version: 1.0.0
            input: { type: object, required: [amount], properties: { amount: { type: number } } }
            limits: { steps: 20, duration: 30d }
            data:
              note: { type: string, maxLength: 80 }
            actions:
              pay:
                echo: {}
                args: { type: object, required: [amount], properties: { amount: { type: number } } }
                effect: write
                delivery: idempotent
                risk: high
            start: prepare
            states:
              prepare: { set: { note: "for Ada" }, next: pay }
              pay:
                call: pay
                with: { amount: "${input.amount}" }
                approve: { title: "Pay ${input.amount}?", show: [input.amount], by: [], within: 48h }
                otherwise: { rejected: no, expired: no, failed: no, unknown: no }
                next: done
              no: { end: failed, error: "not paid" }
              done: { end: succeeded }
            """;

    @TempDir
    Path folder;

    private Console console;
    private Path file;

    @BeforeEach
    void a_workspace_with_one_flow() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        file = Files.writeString(folder.resolve("pay.flow.yaml"), OLD);
    }

    private void change(String... changes) throws IOException {
        String text = OLD.replace("version: 1.0.0", "version: 1.1.0");
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        Files.writeString(file, text);
    }

    /** What the old file said, to compare with. */
    private String old() throws IOException {
        Files.createDirectories(folder.resolve("was"));
        Files.writeString(folder.resolve("was/pay.flow.yaml.txt"), OLD);
        return "was/pay.flow.yaml.txt";
    }

    private String held() {
        Console.Outcome told = console.run("run", "pay.flow.yaml", "--input", "{\"amount\": 5}", "--json");
        assertEquals(Exit.PAUSED, told.code(), told.err());
        return String.valueOf(Json.object(JsonText.parse(told.out())).get("run"));
    }

    private static Map<String, Object> hold(Console.Outcome told) {
        Map<String, Object> run = Json.object(JsonText.parse(told.lastLine()));
        return Json.object(Json.list(Objects.requireNonNull(run.get("holds"))).getFirst());
    }

    @Test
    void a_held_run_goes_on_by_the_new_file_and_is_shown_anew() throws IOException {
        String run = held();
        Map<String, Object> before = hold(console.run("runs", "show", run, "--json"));
        change("Pay ${input.amount}?", "Pay ${input.amount} to Ada?");

        Console.Outcome moved = console.run(
                "runs", "move", run, "--to", "pay.flow.yaml", "--note", "better words", "--by", "you", "--json");

        assertEquals(Exit.PAUSED, moved.code(), moved.err());
        Map<String, Object> after = hold(moved);
        assertEquals("Pay 5 to Ada?", after.get("title"));
        assertNotEquals(before.get("hash"), after.get("hash"));
        String log = console.run("runs", "events", run, "--json").out();
        assertTrue(log.contains("\"type\":\"RunMoved\""), log);
        assertTrue(log.contains("\"authenticated\":false"), log);
        String shown = console.run("runs", "show", run).out();
        assertTrue(shown.contains("moved to version 1.1.0 by you"), shown);
        assertTrue(console.run("runs", "ls", "--json").out().contains("1.1.0"), "lists have the new version");
        Console.Outcome stale = console.run("runs", "approve", String.valueOf(before.get("id")));
        assertEquals(Exit.USAGE, stale.code(), "what was shown before is not approved any more");
        assertEquals(Exit.FINE, console.run("runs", "approve", run).code());
    }

    @Test
    void what_stands_in_the_way_is_said_and_nothing_changes() throws IOException {
        String run = held();
        change(
                "  note: { type: string, maxLength: 80 }",
                "  remark: { type: string, maxLength: 80 }",
                "note: \"for",
                "remark: \"for");

        Console.Outcome asked = console.run("runs", "move", run, "--to", "pay.flow.yaml", "--dry-run");
        assertEquals(Exit.FINDINGS, asked.code(), asked.err());
        assertTrue(asked.out().contains("could move with a mapping"), asked.out());
        Console.Outcome refused = console.run("runs", "move", run, "--to", "pay.flow.yaml");
        assertEquals(Exit.FINDINGS, refused.code(), refused.err());
        assertTrue(refused.err().contains("P903") && refused.err().contains("note"), refused.err());
        assertFalse(console.run("runs", "events", run, "--json").out().contains("RunMoved"));

        Files.writeString(folder.resolve("map.yaml"), "data: { note: remark }\n");
        Console.Outcome moved =
                console.run("runs", "move", run, "--to", "pay.flow.yaml", "--map", "map.yaml", "--json");
        assertEquals(Exit.PAUSED, moved.code(), moved.err());
        assertTrue(moved.out().contains("\"remark\":\"for Ada\""), moved.out());
    }

    @Test
    void a_mapping_of_other_names_is_refused_with_its_place() throws IOException {
        String run = held();
        change("steps: 20", "steps: 21");
        Files.writeString(folder.resolve("map.yaml"), "states:\n  pya: pay\n");

        Console.Outcome refused = console.run("runs", "move", run, "--to", "pay.flow.yaml", "--map", "map.yaml");

        assertEquals(Exit.FINDINGS, refused.code(), refused.err());
        assertTrue(refused.err().contains("P911"), refused.err());
        assertTrue(refused.err().contains(":2"), refused.err());
    }

    @Test
    void compat_tells_each_way_to_stand() throws IOException {
        change("  pay:\n    call: pay", "  give:\n    call: pay", "next: pay }", "next: give }");

        Console.Outcome told = console.run("compat", old(), "pay.flow.yaml");

        assertEquals(Exit.FINDINGS, told.code(), told.err());
        assertTrue(told.out().contains("pay  waits for a person"), told.out());
        assertTrue(told.out().contains("with a mapping"), told.out());
        assertTrue(told.out().contains("P901"), told.out());
        Files.writeString(folder.resolve("map.yaml"), "states: { pay: give }\n");
        Console.Outcome mapped = console.run("compat", old(), "pay.flow.yaml", "--map", "map.yaml");
        assertEquals(Exit.FINE, mapped.code(), mapped.out() + mapped.err());
    }

    @Test
    void compat_judges_the_open_runs_of_a_store() throws IOException {
        String run = held();
        change("steps: 20", "steps: 2");
        String store = folder.resolve(".signalbox/signalbox.db").toString();

        Console.Outcome told = console.run("compat", old(), "pay.flow.yaml", "--db", store, "--json");

        assertEquals(Exit.FINDINGS, told.code(), told.err());
        Map<String, Object> json = Json.object(JsonText.parse(told.out()));
        List<Object> runs = Json.list(Objects.requireNonNull(json.get("runs")));
        assertEquals(1, runs.size());
        assertEquals(run, Json.object(runs.getFirst()).get("run"));
        assertEquals("no", Json.object(runs.getFirst()).get("verdict"));
        assertTrue(told.out().contains("P907"), told.out());
        change("steps: 20", "steps: 40");
        Console.Outcome could = console.run("compat", old(), "pay.flow.yaml", "--db", store);
        assertEquals(Exit.FINE, could.code(), could.out() + could.err());
        assertTrue(could.lastLine().endsWith("1 open run: 1 could move, 0 with a mapping, 0 not"), could.out());
        assertEquals(
                Exit.USAGE,
                console.run("compat", old(), "pay.flow.yaml", "--status", "paused")
                        .code());
    }
}
