package dev.signalbox.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part that stands in many prompts is kept once, and every question of the log is whole all the same. */
public abstract class RepeatedPromptDatabase {
    private static final Actor SAM = new Actor("sam", Set.of(), "java", true, true);
    private static final int TURNS = 12;
    private static final String POLICY = "A switch is replaced for two years. ".repeat(60);

    @TempDir
    protected Path folder = Path.of("");

    protected abstract Database database();

    @BeforeEach
    void writeTheWorkspace() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models: { fast: { provider: recorded, window: 8000 } }
                """);
        Files.writeString(folder.resolve("policy.md"), POLICY);
        Files.writeString(folder.resolve("loop.flow.yaml"), """
                signalbox: 1
                flow: loop
                version: 1.0.0
                limits: { steps: 90, llm_calls: 50, duration: 1h }
                data:
                  more: { enum: [again, stop] }
                  n: { type: integer, default: 0 }
                otherwise: { failed: broken }
                start: ask
                states:
                  ask:
                    llm:
                      model: fast
                      prompt: "Turn ${turn}: again or stop?"
                      context:
                        load:
                          - { name: policy, file: policy.md, stable: true, required: true }
                          - { name: turn, from: n, max: 20 }
                    save: more
                    set: { n: "${n + 1}" }
                    visits: 40
                    otherwise: { invalid: broken, exhausted: broken, overflow: broken }
                    next: { match: more, cases: { again: ask, stop: done } }
                  broken: { end: failed, error: It broke. }
                  done: { end: succeeded }
                """);
    }

    @Test
    void aPartOfManyPromptsIsKeptOnce() throws Exception {
        int[] asked = {0};
        try (RunStore store = database().open();
                Engine engine = Signalbox.builder()
                        .workspace(folder)
                        .store(store)
                        .models((call, models) ->
                                new ModelOutcome.Replied(++asked[0] < TURNS ? "again" : "stop", "fast", 900, 1, 0, 0))
                        .build()) {
            Views.RunView run =
                    engine.await(engine.start("loop", Map.of(), null, SAM).id(), Duration.ofSeconds(30));
            assertEquals("succeeded", run.status(), run.error());
            List<Map<String, Object>> questions = engine.events(run.id(), 0).stream()
                    .filter(event -> "ModelRequested".equals(event.get("type")))
                    .toList();
            assertEquals(TURNS, questions.size());
            questions.forEach(question -> assertTrue(question.toString().contains(POLICY.strip())));
            assertEquals(1, database().number("SELECT count(*) FROM blob"));
            assertEquals(1, database().number("SELECT count(*) FROM blob WHERE body LIKE '%" + POLICY.strip() + "%'"));
            assertEquals(
                    0, database().number("SELECT count(*) FROM commit_log WHERE body LIKE '%" + POLICY.strip() + "%'"));
        }
    }
}
