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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test --init --from-run}: what is printed of a real run is a test that passes. */
class TestFromRunTest {
    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();

    private static final String WORKSPACE = """
            signalbox: 1
            models: { fast: { provider: person, window: 8000 } }
            env: [DESK_URL]
            groups: [lead]
            people: { sam: { name: Sam, groups: [lead], roles: [approver] }, kim: { name: Kim, groups: [lead], roles: [approver] } }
            stand_ins: { DESK_URL: desk.yaml }
            """;

    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            limits: { steps: 40, llm_calls: 9, cost_usd: 1, duration: 30d }
            """;

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), file + " has " + from);
        write(file, text.replace(from, to));
    }

    private Console.Outcome run(String... line) {
        return new Console(folder, environment).run(line);
    }

    private Map<String, Object> start(String flow, String input) {
        Console.Outcome told = run("run", flow, "--input", input, "--json");
        assertTrue(told.code() == Exit.FINE || told.code() == Exit.PAUSED || told.code() == Exit.FINDINGS, told.err());
        return Json.object(JsonText.parse(told.lastLine()));
    }

    private String hold(Map<String, Object> run) {
        Console.Outcome told = run("runs", "show", id(run), "--json");
        Map<String, Object> now = Json.object(JsonText.parse(told.out()));
        List<Object> holds = Json.list(Objects.requireNonNull(now.get("holds"), told.out()));
        return (String) Objects.requireNonNull(Json.object(holds.getFirst()).get("id"));
    }

    private static String id(Map<String, Object> run) {
        return String.valueOf(run.get("run"));
    }

    private void fine(String... line) {
        Console.Outcome told = run(line);
        assertTrue(told.code() == Exit.FINE || told.code() == Exit.PAUSED || told.code() == Exit.FINDINGS, told.err());
    }

    /** The test that is printed of a run, which passes when it is run. */
    private String passing(Map<String, Object> run) throws IOException {
        Console.Outcome told = run("test", "--init", "--from-run", id(run));
        assertEquals(Exit.FINE, told.code(), told.err() + told.out());
        write("run.test.yaml", told.out());
        Console.Outcome played = run("test", "run.test.yaml");
        assertEquals(Exit.FINE, played.code(), played.out() + played.err() + told.out());
        return told.out();
    }

    private void desk() throws IOException {
        write("signalbox.yaml", WORKSPACE);
        write("desk.yaml", """
                routes:
                  - on: POST /payments
                    reply: { status: 503 }
                  - on: GET /rates/{name}
                    reply: { body: { rate: 3 } }
                """);
        write("pay.flow.yaml", HEAD.formatted("pay") + """
                input: { type: object, required: [text], properties: { text: { type: string, maxLength: 100 } } }
                output: { type: object, required: [words], properties: { words: { type: string } } }
                data:
                  wish: { enum: [pay, ask] }
                  amount: { type: integer, minimum: 1, maximum: 900, default: 700 }
                  words: { type: string, maxLength: 100 }
                actions:
                  pay:
                    http: { method: POST, url: "${env.DESK_URL}/payments", body: { amount: "${args.amount}" } }
                    args: { type: object, required: [amount], properties: { amount: { type: integer } } }
                    effect: write
                    delivery: idempotent
                otherwise: { failed: broken }
                start: sort
                states:
                  sort:
                    llm:
                      model: fast
                      prompt: "Pay or ask? ${text}"
                      context: { budget: 300, load: [ { name: text, from: input.text, max: 60, cut: end } ] }
                      repair: 1
                    save: wish
                    otherwise: { invalid: ask }
                    next: { match: wish, cases: { pay: pay, ask: ask } }
                  pay:
                    call: pay
                    with: { amount: "${amount}" }
                    approve: { title: "Pay ${amount}?", show: [input.text], edit: [amount], by: [lead], within: 2d }
                    retry: { max: 2, backoff: 1s..1s }
                    otherwise: { rejected: ask, expired: ask }
                    next: done
                  ask:
                    ask: { title: What do we say?, by: [lead], within: 3d }
                    save: words
                    otherwise: { expired: broken }
                    next: answered
                  done: { end: succeeded, output: { words: "Paid ${amount}." } }
                  answered: { end: succeeded, output: { words: "${words}" } }
                  broken: { end: failed, error: It broke. }
                """);
    }

    @Test
    void a_repair_an_edited_approval_and_a_call_that_was_tried_again() throws IOException {
        desk();
        change(
                "signalbox.yaml",
                "{ provider: person, ",
                "{ provider: openai, model: small-1, base_url: \"${env.MODEL_URL}\", ");
        change("signalbox.yaml", "env: [", "env: [MODEL_URL, ");
        change("pay.flow.yaml", "enum: [pay, ask]", "enum: [status, ask]");
        change("pay.flow.yaml", "cases: { pay: pay,", "cases: { status: pay,");
        try (SortingModels models = new SortingModels()) {
            environment = models.environment();
            Map<String, Object> run = start("pay", "{\"text\":\"Where is my money?\"}");
            fine("runs", "approve", hold(run), "--by", "sam", "--edit", "amount=650", "--note", "Less.");

            String text = passing(run);

            assertTrue(text.contains("- { raw: They would like to know where it is. }"), text);
            assertTrue(text.contains("fails: http.503"), text);
            assertTrue(text.contains("approve: { edit: { amount: 650 }, note: Less. }"), text);
            assertTrue(text.contains("pay: [{ amount: 650 }]"), text);
            assertTrue(text.contains("path: [sort, pay, broken]"), text);
        }
    }

    @Test
    void a_refusal_and_a_person_s_answer() throws IOException {
        desk();
        Map<String, Object> run = start("pay", "{\"text\":\"Pay me.\"}");
        fine("runs", "answer", hold(run), "\"pay\"");
        fine("runs", "reject", hold(run), "--by", "kim", "--note", "No.");
        fine("runs", "answer", hold(run), "We call you.", "--by", "sam");

        String text = passing(run);

        assertTrue(text.contains("by: kim, reject: { note: No. }"), text);
        assertTrue(text.contains("path: [sort, pay, ask, answered]"), text);
    }

    @Test
    void one_that_waits_for_a_person_and_one_that_was_cancelled_then() throws IOException {
        desk();
        Map<String, Object> run = start("pay", "{\"text\":\"Pay me.\"}");
        fine("runs", "answer", hold(run), "\"pay\"");
        assertTrue(passing(run).contains("end: paused"));

        fine("runs", "cancel", id(run));

        String text = passing(run);
        assertTrue(text.contains("cancel: { after: "), text);
        assertTrue(text.contains("end: cancelled"), text);
    }

    @Test
    void side_by_side_steps_items_a_child_and_an_event() throws IOException {
        desk();
        write("child.flow.yaml", HEAD.formatted("child") + """
                input: { type: object, required: [name], properties: { name: { type: string, maxLength: 20 } } }
                output: { type: object, required: [kind], properties: { kind: { enum: [big, small] } } }
                data: { kind: { enum: [big, small] } }
                start: look
                states:
                  look:
                    llm:
                      model: fast
                      prompt: "How big? ${name}"
                      context: { budget: 300, load: [ { name: name, from: input.name, max: 60, cut: end } ] }
                    save: kind
                    otherwise: { invalid: odd, failed: odd }
                    next: done
                  done: { end: succeeded, output: { kind: "${kind}" } }
                  odd: { end: failed, error: Odd. }
                """);
        write("many.flow.yaml", HEAD.formatted("many") + """
                input:
                  type: object
                  required: [names]
                  properties: { names: { type: array, maxItems: 3, items: { type: string, maxLength: 20 } } }
                output: { type: object, required: [sum], properties: { sum: { type: integer } } }
                data:
                  rates: { type: array, maxItems: 3, items: { type: object, required: [rate], properties: { rate: { type: integer } } } }
                  one: { type: object, required: [rate], properties: { rate: { type: integer } } }
                  two: { type: object, required: [rate], properties: { rate: { type: integer } } }
                  size: { type: object, required: [kind], properties: { kind: { type: string } } }
                  paid: { type: object, required: [sum], properties: { sum: { type: integer } } }
                events: { paid: { payload: { type: object, required: [sum], properties: { sum: { type: integer } } } } }
                actions:
                  rate:
                    http: { method: GET, url: "${env.DESK_URL}/rates/${args.name}" }
                    args: { type: object, required: [name], properties: { name: { type: string } } }
                    returns: { type: object, required: [rate], properties: { rate: { type: integer } } }
                    effect: read
                key: ${input.names[0]}
                otherwise: { failed: broken }
                start: all
                states:
                  all:
                    each: { item: name, in: input.names, max: 3, concurrency: 2, step: { call: rate, with: { name: "${name}" } } }
                    save: rates
                    next: both
                  both:
                    parallel:
                      one: { call: rate, with: { name: one }, save: one }
                      two: { call: rate, with: { name: two }, save: two }
                    join: all
                    next: child
                  child:
                    flow: child
                    with: { name: "${input.names[0]}" }
                    save: size
                    next: rest
                  rest:
                    wait: { event: paid, within: 7d }
                    save: paid
                    otherwise: { expired: broken }
                    next: done
                  done: { end: succeeded, output: { sum: "${paid.sum}" } }
                  broken: { end: failed, error: It broke. }
                """);
        Map<String, Object> run = start("many", "{\"names\":[\"a\",\"b\",\"c\"]}");
        fine("runs", "answer", hold(run), "\"big\"");
        fine("runs", "send", "paid", "--key", "a", "--payload", "{\"sum\":7}");

        String text = passing(run);

        assertTrue(text.contains("look: big"), text);
        assertTrue(text.contains("event: paid"), text);
        assertTrue(text.contains("path: [all, both, child, rest, done]"), text);
    }

    @Test
    void redacted_data_and_secrets_are_not_in_it() throws IOException {
        desk();
        write("signalbox.yaml", WORKSPACE + "secrets: { PIN: {} }\n");
        String flow = Files.readString(folder.resolve("pay.flow.yaml"));
        write(
                "pay.flow.yaml",
                flow.replace(
                                "words: { type: string, maxLength: 100 }\nactions",
                                "words: { type: string, maxLength: 100, redact: true }\nactions")
                        .replace("output: { words: \"${words}\" }", "output: { words: said }"));
        Map<String, Object> run = start("pay", "{\"text\":\"Pay me. My PIN is 99887766.\"}");
        fine("runs", "answer", hold(run), "\"ask\"");
        fine("runs", "answer", hold(run), "Ada's number is 4711.", "--by", "sam");

        Console.Outcome told =
                new Console(folder, Map.of("PIN", "99887766")).run("test", "--init", "--from-run", id(run));

        assertEquals(Exit.FINE, told.code(), told.err() + told.out());
        assertFalse(told.out().contains("99887766"), told.out());
        assertTrue(told.out().contains("${secret.PIN}"), told.out());
    }

    @Test
    void a_run_of_another_file_is_told_and_shown_where_it_goes_otherwise() throws IOException {
        desk();
        Map<String, Object> run = start("pay", "{\"text\":\"Pay me.\"}");
        fine("runs", "answer", hold(run), "\"ask\"");
        fine("runs", "answer", hold(run), "We call you.", "--by", "sam");
        String flow = Files.readString(folder.resolve("pay.flow.yaml"));

        write("pay.flow.yaml", flow.replace("1.0.0", "1.0.1"));
        Console.Outcome same = run("test", "--init", "--from-run", id(run));
        assertEquals(Exit.FINE, same.code(), same.err());
        assertTrue(same.err().contains("the run began with another pay.flow.yaml"), same.err());

        write("pay.flow.yaml", flow.replace("cases: { pay: pay, ask: ask }", "cases: { pay: pay, ask: broken }"));
        Console.Outcome other = run("test", "--init", "pay", "--from-run", id(run));
        assertEquals(Exit.FINDINGS, other.code());
        assertTrue(other.err().contains("this test does not pass as it is"), other.err());
        assertTrue(other.err().contains("> ask       broken"), other.err());
    }

    @Test
    void what_cannot_be_is_said() throws IOException {
        desk();
        assertEquals(Exit.USAGE, run("test", "--from-run", "x").code());
        assertEquals(Exit.USAGE, run("test", "--init").code());
        Map<String, Object> run = start("pay", "{\"text\":\"Pay me.\"}");
        Console.Outcome told = run("test", "--init", "--from-run", "00000000-0000-7000-8000-000000000001");
        assertEquals(Exit.USAGE, told.code(), told.err());
        assertTrue(told.err().contains("There is no run "), told.err());
        Console.Outcome open = run("test", "--init", "--from-run", id(run));
        assertEquals(Exit.USAGE, open.code(), open.err());
        assertTrue(open.err().contains("waits for a person to play its model"), open.err());
    }
}
