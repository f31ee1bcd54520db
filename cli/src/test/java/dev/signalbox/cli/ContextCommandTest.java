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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextCommandTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_that_asks() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models: { fast: { provider: recorded, window: 16000 } }
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
