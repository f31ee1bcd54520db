package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextCommandTest {
    private static final String LONG = "{\"input\":{\"message\":\"" + "many words ".repeat(60) + "\"}}";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_that_asks() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  fast: { provider: recorded, window: 16000, price: { input: 0.5, output: 2.0, cached: 0.05 } }
                  small: { provider: recorded, window: 200 }
                  strict: { provider: anthropic, model: claude-opus-4-1-20250805, window: 200000, price: { input: 15.0, output: 75.0, cached: 1.5 } }
                """);
        Files.writeString(folder.resolve("sort.flow.yaml"), """
                signalbox: 1
                flow: sort
                version: 1.0.0
                input: { type: object, required: [message], properties: { message: { type: string, maxLength: 2000 } } }
                data: { kind: { enum: [praise, complaint] } }
                limits: { steps: 5, llm_calls: 3, tokens: 9000, cost_usd: 1, duration: 1h }
                otherwise: { failed: dropped }
                start: sort
                states:
                  sort:
                    llm:
                      model: fast
                      system: You sort messages.
                      prompt: "Which kind is this? ${message}"
                      context: { budget: 500, load: [{ name: message, from: input.message, max: 40, cut: end }] }
                    save: kind
                    otherwise: { invalid: dropped }
                    next: { match: kind, cases: { praise: done, complaint: done } }
                  done: { end: succeeded }
                  dropped: { end: failed, error: Not sorted. }
                """);
        console = new Console(folder);
    }

    @Test
    void the_exact_messages_and_the_manifest_are_one_object() {
        Console.Outcome told = console.run(
                "context", "sort.flow.yaml", "sort", "--json", "--data", "{\"input\":{\"message\":\"I love it\"}}");

        assertEquals(Exit.FINE, told.code(), told.err());
        Map<String, Object> object = Json.object(JsonText.parse(told.out()));
        List<Object> messages = Json.list(Objects.requireNonNull(object.get("messages")));
        assertEquals("system", Json.object(messages.getFirst()).get("role"));
        assertTrue(String.valueOf(Json.object(messages.getLast()).get("content"))
                .contains("Which kind is this? I love it"));
        Map<String, Object> manifest = Json.object(Objects.requireNonNull(object.get("manifest")));
        assertEquals(500L, manifest.get("budget"));
        assertEquals(
                "kept",
                Json.object(Json.list(Objects.requireNonNull(manifest.get("items")))
                                .getFirst())
                        .get("verdict"));
    }

    @Test
    void what_is_too_long_is_trimmed_and_the_manifest_names_the_line() {
        String data = "{\"input\":{\"message\":\"" + "many words ".repeat(60) + "\"}}";

        Console.Outcome told = console.run("context", "sort", "sort", "--data", data);

        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().contains("trimmed"), told.out());
        assertTrue(told.out().contains("sort.flow.yaml:"), told.out());
    }

    @Test
    void a_rule_of_a_file_far_down_the_workspace_is_told_whole() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("support/first-line/tickets-of-the-shop"));
        Files.move(folder.resolve("sort.flow.yaml"), deep.resolve("sort.flow.yaml"));

        Console.Outcome told = console.run("context", "sort", "sort", "--data", LONG);

        assertTrue(
                told.out()
                        .lines()
                        .anyMatch(line -> line.endsWith(
                                "over_max  support/first-line/tickets-of-the-shop/sort.flow.yaml:15 max: 40")),
                told.out());
    }

    @Test
    void other_models_stand_beside_the_file_s_with_their_window_and_price() {
        Console.Outcome told =
                console.run("context", "sort", "sort", "--data", LONG, "--model", "small", "--model", "strict");

        assertEquals(Exit.FINE, told.code(), told.err());
        List<List<String>> table = table(told.out());
        assertEquals(List.of("the file", "small", "strict"), table.getFirst());
        assertEquals(List.of("model", "fast", "small", "strict"), row(table, "model"));
        assertEquals(List.of("window", "16000", "200", "200000"), row(table, "window"));
        assertEquals(
                List.of("message", "trimmed, 40 of 121", "trimmed, 40 of 121", "trimmed, 40 of 164"),
                row(table, "message"));
        List<String> tokens = row(table, "input in all");
        assertEquals(
                "0.0000" + Long.parseLong(tokens.get(1)) * 5,
                row(table, "input in USD").get(1));
        assertEquals("–", row(table, "input in USD").get(2), "a model without a price");
    }

    @Test
    void what_if_shows_another_budget_beside_what_the_file_says() {
        Console.Outcome told = console.run(
                "context", "sort", "sort", "--data", LONG, "--what-if", "message.max=90", "--what-if", "budget=80");

        assertEquals(Exit.FINE, told.code(), told.err());
        List<List<String>> table = table(told.out());
        assertEquals(List.of("the file", "message.max=90 budget=80"), table.getFirst());
        assertEquals(List.of("budget", "500", "80"), row(table, "budget"));
        assertEquals(List.of("message", "trimmed, 40 of 121", "trimmed, 80 of 121"), row(table, "message"));
        assertTrue(told.out().contains("--- user"), "what the file sends is told as before");
    }

    @Test
    void a_model_beside_what_if_is_asked_what_is_asked_then() {
        List<List<String>> table = table(console.run(
                        "context",
                        "sort",
                        "sort",
                        "--data",
                        LONG,
                        "--what-if",
                        "model=small",
                        "--what-if",
                        "message.max=9",
                        "--model",
                        "strict")
                .out());

        assertEquals(List.of("the file", "model=small message.max=9", "strict message.max=9"), table.getFirst());
        assertEquals(List.of("model", "fast", "small", "strict"), row(table, "model"));
    }

    @Test
    void what_is_compared_is_in_the_object_each_with_its_manifest() {
        Console.Outcome told = console.run(
                "context", "sort", "sort", "--json", "--data", LONG, "--what-if", "budget=20", "--model", "strict");

        Map<String, Object> object = Json.object(JsonText.parse(told.out()));
        List<Map<String, Object>> compared = Json.list(Objects.requireNonNull(object.get("compared"))).stream()
                .map(Json::object)
                .toList();
        assertEquals(
                List.of("file", "what_if", "model"),
                compared.stream().map(one -> one.get("as")).toList());
        assertEquals(object.get("manifest"), compared.getFirst().get("manifest"));
        assertEquals(Map.of("budget", "20"), compared.get(1).get("what_if"));
        assertEquals(
                20L,
                Json.object(Objects.requireNonNull(compared.get(1).get("manifest")))
                        .get("budget"));
        assertTrue(compared.get(2).get("input_cost_usd") instanceof Double);
        assertEquals(
                Map.of(),
                Json.object(JsonText.parse(console.run("context", "sort", "sort", "--json", "--data", LONG)
                                .out()))
                        .entrySet()
                        .stream()
                        .filter(entry -> entry.getKey().equals("compared"))
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void what_cannot_be_compared_is_one_sentence_with_what_there_is() {
        refused("the workspace has no model 'huge'; it has fast, small, strict", "--model", "huge");
        refused("the workspace has no model 'huge'; it has fast, small, strict", "--what-if", "model=huge");
        refused("--what-if has no key 'cut'; it takes budget, model, message.max", "--what-if", "cut=end");
        refused("the context has no item 'order'; it has message", "--what-if", "order.max=10");
        refused("--what-if budget takes a whole number of tokens above 0, not 'few'", "--what-if", "budget=few");
        refused("--what-if budget takes a whole number of tokens above 0, not '0'", "--what-if", "budget=0");
        refused("--what-if says budget twice", "--what-if", "budget=1", "--what-if", "budget=2");
        refused("--what-if takes KEY=VALUE, like --what-if budget=800, not 'budget'", "--what-if", "budget");
    }

    private void refused(String sentence, String... options) {
        List<String> line = new ArrayList<>(List.of("context", "sort", "sort", "--data", LONG));
        line.addAll(List.of(options));

        Console.Outcome told = console.run(line.toArray(String[]::new));

        assertEquals(Exit.USAGE, told.code(), told.out());
        assertEquals("signalbox: " + sentence, told.err().strip());
        assertEquals("", told.out());
    }

    /** The cells of what is printed last, the comparison. */
    private static List<List<String>> table(String out) {
        return out.lines()
                .dropWhile(line -> !line.equals("--- compared"))
                .skip(1)
                .map(line -> List.of(line.strip().split(" {2,}")))
                .toList();
    }

    private static List<String> row(List<List<String>> table, String name) {
        return table.stream()
                .filter(row -> row.getFirst().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_summary_that_is_given_is_used_where_the_question_asks_for_one() throws IOException {
        Path file = folder.resolve("sort.flow.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "load: [{ name: message",
                                "load: [{ name: seen, events: all, max: 30, evict: [{ summarise: { model: fast, into: 12 } }, drop_oldest] }, { name: message"));
        String data = "{\"input\":{\"message\":\"hm\"},\"events\":[{\"state\":\"sort\",\"kind\":\"result\",\"value\":\""
                + "many words ".repeat(40) + "\"}]";

        Console.Outcome first = console.run("context", "sort", "sort", "--data", data + "}");
        assertTrue(first.err().contains("a summary of seen is made first, by fast"), first.err());
        Console.Outcome then = console.run(
                "context", "sort", "sort", "--data", data + ",\"summaries\":{\"seen\":\"Much was said.\"}}");

        assertEquals(Exit.FINE, then.code(), then.err());
        assertTrue(then.out().contains("earlier: Much was said."), then.out());
        assertTrue(then.out().contains("summarised"), then.out());
        assertEquals(
                Exit.USAGE,
                console.run("context", "sort", "sort", "--data", data + ",\"summaries\":{\"sen\":\"x\"}}")
                        .code());
    }

    @Test
    void a_run_tells_of_each_model_call_what_was_sent_and_which_line_dropped_what() throws IOException {
        Path file = folder.resolve("sort.flow.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "load: [{ name: message",
                                "load: [{ name: seen, events: all, max: 30 }, { name: message"));
        Console.Outcome paused =
                console.run("run", "sort", "--json", "--input", "{\"message\":\"" + "many words ".repeat(60) + "\"}");
        assertEquals(Exit.PAUSED, paused.code(), paused.err());
        String run =
                String.valueOf(Json.object(JsonText.parse(paused.lastLine())).get("run"));

        String told = console.run("runs", "show", run, "--context").out();
        String asked = console.run("context", "sort", "sort", "--data", LONG).out();

        assertTrue(told.contains("=== sort, visit 1: answer by fast, try 1"), told);
        assertTrue(told.contains(asked.strip()), "a run is sent what `context` shows: " + told + asked);
        assertTrue(
                asked.lines()
                        .anyMatch(
                                line -> line.startsWith("seen") && line.endsWith("absent    sort.flow.yaml:15 events")),
                asked);
        Map<String, Object> call = Json.object(Json.list(Objects.requireNonNull(
                        Json.object(JsonText.parse(console.run("runs", "show", run, "--context", "--json")
                                        .out()))
                                .get("contexts")))
                .getFirst());
        Map<String, Object> manifest = Json.object(Objects.requireNonNull(call.get("manifest")));
        assertEquals(
                Map.of("file", "sort.flow.yaml", "line", 15L, "text", "events"),
                Json.object(Json.list(Objects.requireNonNull(manifest.get("items")))
                                .getFirst())
                        .get("rule"));
        assertFalse(console.run("runs", "show", run).out().contains("--- manifest"));
    }

    @Test
    void nothing_is_asked_and_nothing_is_kept() {
        console.run("context", "sort", "sort", "--data", "{\"input\":{\"message\":\"hm\"}}");

        assertTrue(Files.notExists(folder.resolve(".signalbox")));
    }

    @Test
    void what_does_not_fit_is_wrong_usage() {
        for (String[] line : new String[][] {
            {"context", "sort", "done"},
            {"context", "sort", "nowhere"},
            {"context", "sort", "sort", "--data", "{\"input\":{\"message\":7}}"},
            {"context", "sort", "sort", "--data", "{\"inputs\":{}}"},
            {"context", "sort", "sort", "--data", "{\"input\":{\"message\":\"a\"},\"data\":{\"mood\":1}}"},
            {"context", "sort", "sort", "--data", "{\"input\":{\"message\":\"a\"},\"events\":[{\"state\":\"x\"}]}"},
            {"context", "sort", "sort", "--data", "@nowhere.json"}
        }) {
            Console.Outcome refused = console.run(line);
            assertEquals(Exit.USAGE, refused.code(), String.join(" ", line) + refused.err());
            assertEquals("", refused.out());
        }
    }
}
