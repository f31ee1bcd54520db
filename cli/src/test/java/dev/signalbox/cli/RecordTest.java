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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --record}: what was once answered plays again. */
class RecordTest {
    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_whose_model_is_a_person() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models: { fast: { provider: person, window: 8000 } }
                replies: kept/
                """);
        Files.writeString(folder.resolve("sort.flow.yaml"), """
                signalbox: 1
                flow: sort
                version: 1.0.0
                limits: { steps: 9, llm_calls: 3, cost_usd: 1, duration: 1d }
                input: { type: object, required: [text], properties: { text: { type: string, maxLength: 200 } } }
                output: { type: object, required: [words], properties: { words: { type: string } } }
                data: { words: { type: string, maxLength: 200 } }
                start: answer
                states:
                  answer:
                    llm:
                      model: fast
                      prompt: "Answer this: ${text}"
                      context: { load: [{ name: text, from: input.text, max: 200 }] }
                    save: words
                    otherwise: { invalid: broken, failed: broken }
                    next: done
                  done: { end: succeeded, output: { words: "${words}" } }
                  broken: { end: failed, error: No answer. }
                """);
    }

    private Map<String, Object> started(String... options) {
        String[] line = new String[5 + options.length];
        System.arraycopy(new String[] {"run", "sort", "--input", "{\"text\":\"Hm?\"}", "--json"}, 0, line, 0, 5);
        System.arraycopy(options, 0, line, 5, options.length);
        Console.Outcome told = console.run(line);
        return Json.object(JsonText.parse(told.lastLine()));
    }

    private static String holdOf(Map<String, Object> run) {
        List<Object> holds = Json.list(Objects.requireNonNull(run.get("holds")));
        return (String) Objects.requireNonNull(Json.object(holds.get(0)).get("id"));
    }

    private void answer(String hold, String words, String... options) {
        String[] line = new String[4 + options.length];
        System.arraycopy(new String[] {"runs", "answer", hold, words}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        Console.Outcome told = console.run(line);
        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
    }

    @Test
    void what_a_person_answered_in_a_model_s_place_is_played_the_next_time() throws IOException {
        answer(holdOf(started("--record")), "Perhaps.", "--record");

        assertTrue(Files.readString(folder.resolve("kept/sort.replies.yaml")).contains("reply: Perhaps."));
        Map<String, Object> again = started("--models", "recorded");
        assertEquals("succeeded", again.get("status"));
        assertEquals(Map.of("words", "Perhaps."), again.get("output"));
    }

    @Test
    void a_text_that_looks_like_json_is_played_as_that_text() {
        answer(holdOf(started("--record")), "\"\\\"quoted\\\"\"", "--record");

        assertEquals(
                Map.of("words", "\"quoted\""), started("--models", "recorded").get("output"));
    }

    @Test
    void without_it_nothing_is_kept() {
        answer(holdOf(started()), "Perhaps.");

        assertFalse(Files.exists(folder.resolve("kept")));
    }

    @Test
    void the_command_that_is_told_for_the_hold_goes_on_recording() {
        Console.Outcome told = console.run("run", "sort", "--input", "{\"text\":\"Hm?\"}", "--record");

        assertEquals(Exit.PAUSED, told.code(), told.err());
        assertTrue(told.out().contains(" --record"), told.out());
    }
}
