package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs are shown of a picture that a model is sent: its kind, size and hash. */
class PicturesTest {
    private static final String SCAN =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    private static final String PLAN = "R0lGODlhAgADAAAAADs=";
    private static final String INPUT = "{\"scan\":\"data:image/png;base64," + SCAN + "\"}";
    private static final String SHOWN = "[image/png, 1 × 1, 70 bytes, sha256 ";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_that_looks() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  eyes: { provider: recorded, window: 16000, takes: [image] }
                  dim: { provider: recorded, window: 16000 }
                replies: replies/
                """);
        Files.createDirectories(folder.resolve("pictures"));
        Files.write(folder.resolve("pictures/plan.gif"), Base64.getDecoder().decode(PLAN));
        Files.writeString(folder.resolve("look.flow.yaml"), """
                signalbox: 1
                flow: look
                version: 1.0.0
                input: { type: object, required: [scan], properties: { scan: { type: string, maxLength: 9000000 } } }
                output: { type: object, required: [seen], properties: { seen: { type: boolean } } }
                data: { seen: { type: boolean } }
                limits: { steps: 5, llm_calls: 3, tokens: 9000, cost_usd: 1, duration: 1h }
                otherwise: { failed: dropped, invalid: dropped, overflow: dropped }
                start: look
                states:
                  look:
                    llm:
                      model: eyes
                      prompt: "Is ${scan} on the plan?"
                      context:
                        budget: 600
                        load:
                          - { name: plan, file: pictures/plan.gif, as: image, stable: true }
                          - { name: scan, from: input.scan, as: image, required: true }
                    save: seen
                    next: done
                  done: { end: succeeded, output: { seen: "${seen}" } }
                  dropped: { end: failed, error: "Not seen: ${error.message}" }
                """);
        console = new Console(folder);
    }

    private Map<String, Object> compiled() {
        Console.Outcome told = console.run("context", "look", "look", "--json", "--data", "{\"input\":" + INPUT + "}");
        assertEquals(Exit.FINE, told.code(), told.err());
        assertFalse(told.out().contains(SCAN) || told.out().contains(PLAN), told.out());
        return Json.object(JsonText.parse(told.out()));
    }

    private void record(String question) throws IOException {
        Files.createDirectories(folder.resolve("replies"));
        Files.writeString(
                folder.resolve("replies/look.replies.yaml"),
                "- { flow: look, state: look, question: " + question + ", reply: true }\n");
    }

    @Test
    void the_messages_of_context_name_it_and_say_what_it_takes() {
        Map<String, Object> object = compiled();
        Map<String, Object> message = Json.object(
                Json.list(Objects.requireNonNull(object.get("messages"))).getFirst());
        String text = String.valueOf(message.get("text"));
        assertTrue(text.startsWith("plan:\n[image/gif, 2 × 3, 14 bytes, sha256 "), text);
        assertTrue(text.contains("Is " + SHOWN), text);
        List<Map<String, Object>> parts = Json.list(Objects.requireNonNull(message.get("parts"))).stream()
                .map(Json::object)
                .toList();
        assertFalse(parts.getFirst().containsKey("media"), "words have none");
        assertEquals(
                List.of("gif", "png"),
                parts.stream()
                        .filter(part -> part.containsKey("media"))
                        .map(part ->
                                String.valueOf(Json.object(part.get("media")).get("type")))
                        .toList());
        Map<String, Object> entry = Json.object(Json.list(Objects.requireNonNull(
                        Json.object(object.get("manifest")).get("items")))
                .getFirst());
        assertEquals("file pictures/plan.gif", entry.get("source"));
        assertEquals(257L, entry.get("tokens_after"), "a tile, and its name");
    }

    @Test
    void a_recorded_reply_is_for_these_bytes_and_no_others() throws IOException {
        record(String.valueOf(compiled().get("question")));
        Console.Outcome ran = console.run("run", "look", "--input", INPUT);
        assertEquals(Exit.FINE, ran.code(), ran.err() + ran.out());
        String other = INPUT.replace("BQDwAEhQ", "BQDwAEhR");
        assertEquals(Exit.PAUSED, console.run("run", "look", "--input", other).code());
    }

    @Test
    void a_run_shows_it_by_its_hash_in_its_context_and_its_events() throws IOException {
        record(String.valueOf(compiled().get("question")));
        Console.Outcome ran = console.run("run", "look", "--input", INPUT, "--json");
        String[] lines = ran.out().strip().split("\n");
        String id = String.valueOf(
                Json.object(JsonText.parse(lines[lines.length - 1])).get("run"));

        Console.Outcome shown = console.run("runs", "show", id, "--context");
        assertTrue(shown.out().contains(SHOWN), shown.out());
        String sent = shown.out().substring(shown.out().indexOf("=== look"));
        assertFalse(sent.contains(SCAN), sent);
        Console.Outcome events = console.run("runs", "events", id, "--json");
        String asked = events.out()
                .lines()
                .filter(line -> line.contains("ModelRequested"))
                .findFirst()
                .orElseThrow();
        assertTrue(asked.contains(SHOWN), asked);
        assertFalse(asked.contains(SCAN) || asked.contains(PLAN), asked);
    }

    @Test
    void a_person_in_the_models_place_is_told_what_would_be_seen() {
        Console.Outcome paused = console.run("run", "look", "--input", INPUT);
        assertEquals(Exit.PAUSED, paused.code(), paused.err());
        String question = paused.out().substring(paused.out().indexOf("answer in the model's place"));
        assertTrue(question.contains("[image/gif, 2 × 3") && question.contains(SHOWN), question);
        assertFalse(question.contains(SCAN), question);
    }

    @Test
    void what_is_no_picture_ends_the_way_of_failed() {
        Console.Outcome ran = console.run("run", "look", "--input", "{\"scan\":\"R0lGODlh\"}");
        assertEquals(Exit.FINDINGS, ran.code());
        assertTrue(ran.out().contains("`input.scan` begins like image/gif, but its header is cut off"), ran.out());
    }

    @Test
    void another_model_that_takes_text_alone_would_not_be_asked() {
        Console.Outcome told =
                console.run("context", "look", "look", "--data", "{\"input\":" + INPUT + "}", "--model", "dim");
        assertTrue(told.out().contains("plan cannot be loaded"), told.out());
    }

    @Test
    void a_picture_has_no_maximum_to_try() {
        Console.Outcome told = console.run(
                "context", "look", "look", "--data", "{\"input\":" + INPUT + "}", "--what-if", "scan.max=10");
        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("never cut"), told.err());
    }
}
