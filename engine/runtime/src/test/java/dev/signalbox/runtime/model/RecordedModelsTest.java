package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.runtime.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedModelsTest {
    private static final Effect.ModelCall CALL = Calls.ask("{\"type\":\"string\"}", null);

    @TempDir
    Path folder;

    private ModelOutcome play() throws InterruptedException {
        return Models.recorded(new ReplyFolder(folder))
                .ask(CALL, Calls.models(Calls.model("fast", Provider.OPENAI, "http://127.0.0.1:1")));
    }

    @Test
    void nothing_recorded_goes_to_a_person_though_the_folder_is_missing() throws InterruptedException {
        folder = folder.resolve("none");
        assertEquals(new ModelOutcome.NeedsPerson("no reply is recorded for this question"), play());
    }

    @Test
    void a_kept_reply_is_played_as_it_came() throws InterruptedException {
        ReplyFolder replies = new ReplyFolder(folder);
        String text = "Dear Ada:\n  \"all\" is # well \u00e9\n\tyes\n";
        Path file = replies.record(CALL, new ModelOutcome.Replied("old", "fast", 1, 1, 0, 0));
        replies.record(CALL, new ModelOutcome.Replied(text, "fast", 12, 7, 3, 0.5));

        assertEquals("desk.replies.yaml", file.getFileName().toString());
        assertEquals(new ModelOutcome.Replied(text, "fast", 12, 7, 0, 0), play());
        assertEquals(1, replies.get().replies().size(), "the same question has one reply");
        assertEquals(
                List.of(Map.of("role", "system", "text", "Be brief."), Map.of("role", "user", "text", "What now?")),
                replies.get().replies().getFirst().messages());
    }

    @Test
    void a_written_value_is_played_as_json_and_a_changed_file_counts_at_once()
            throws IOException, InterruptedException {
        ReplyFolder replies = new ReplyFolder(folder);
        Path file = folder.resolve("mine.replies.yaml");
        String entry = "- { flow: desk, state: classify, question: " + CALL.question() + ", reply: %s }\n";
        Files.writeString(file, entry.formatted("{ choice: add, a: 1, b: 2.5 }"));
        Models models = Models.recorded(replies);
        assertEquals(
                "{\"choice\":\"add\",\"a\":1,\"b\":2.5}", ((ModelOutcome.Replied) models.ask(CALL, Map.of())).text());

        Files.writeString(file, entry.formatted("refund_request_two"));
        assertEquals("refund_request_two", ((ModelOutcome.Replied) models.ask(CALL, Map.of())).text());
    }

    @Test
    void a_reply_to_another_question_is_stale() throws InterruptedException {
        ReplyFolder replies = new ReplyFolder(folder);
        replies.record(new RecordedReply("desk", "classify", "0123", "x", 1, 1, List.of()));
        assertEquals(new ModelOutcome.NeedsPerson("no reply is recorded for this question"), play());
        assertEquals(1, replies.get().stale("desk", "classify", CALL.question()).size());
    }

    @Test
    void a_broken_file_is_named_with_what_is_wrong() {
        for (String broken : List.of(
                "- [",
                "a: b",
                "- 7",
                "- { flow: desk }",
                "- { flow: f, state: s, question: q }",
                "- { flow: f, state: s, question: q, reply: r, replay: r }",
                "- &a [1]\n- *a")) {
            Problem problem = assertThrows(Problem.class, () -> ReplyBook.parse("x.replies.yaml", broken), broken);
            assertTrue(String.valueOf(problem.getMessage()).startsWith("The recorded replies x.replies.yaml: "));
        }
    }

    @Test
    void a_name_that_leads_elsewhere_is_refused() {
        RecordedReply reply = new RecordedReply("../x", "s", "q", "r", 0, 0, List.of());
        assertThrows(Problem.class, () -> new ReplyFolder(folder).record(reply));
    }

    @Test
    void recording_keeps_what_another_model_replied() throws InterruptedException {
        ReplyFolder replies = new ReplyFolder(folder);
        ModelOutcome.Replied said = new ModelOutcome.Replied("hi", "fast", 3, 2, 0, 0.1);
        new RecordingModels((call, models) -> said, replies).ask(CALL, Map.of());
        assertEquals(new ModelOutcome.Replied("hi", "fast", 3, 2, 0, 0), play());
    }
}
