package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded replies answer the very question they were given to, and another model may be asked instead of the scripts. */
class RecordedRepliesTest {
    private static final String TESTS = """
            flow: pay.flow.yaml
            replies: pay.replies.yaml
            tests:
              - name: it
                input: { id: P1, text: Pay them. }
                actions: { look_up: { returns: { owner: Ada } } }
                people: { ask: { answer: Sorry. } }
                expect: { path: [look_up, sort, ask, answered] }
            """;

    private static String replies(String question) {
        return """
                - flow: pay
                  state: sort
                  question: QUESTION
                  reply: ask
                  tokens: { input: 20, output: 1 }
                  messages: [ { role: user, text: "Pay or ask? Pay us." } ]
                """.replace("QUESTION", question);
    }

    private static List<TestResult> play(String question) throws InterruptedException {
        return new Trials()
                .with("pay.flow.yaml", Desk.pay())
                .with("pay.replies.yaml", replies(question))
                .with("it.test.yaml", TESTS)
                .play();
    }

    /** What the test asks its model, seen by playing it with another one. */
    private static String question() throws InterruptedException {
        List<Effect.ModelCall> calls = new ArrayList<>();
        Trials trials = new Trials()
                .with("pay.flow.yaml", Desk.pay())
                .with("pay.replies.yaml", replies("0"))
                .with("it.test.yaml", TESTS);
        TestResult result = trials.run(0)
                .models((call, known) -> Said.replied(call, "ask", 3, known))
                .listener((call, outcome) -> calls.add(call))
                .play();
        assertEquals(List.of(), result.failures());
        assertEquals(1, calls.size());
        return calls.getFirst().question();
    }

    @Test
    void aRecordedReplyIsPlayedForTheExactQuestion() throws Exception {
        assertEquals(List.of(), play(question()).getFirst().failures());
    }

    @Test
    void aStaleOneFailsAndShowsWhatIsAskedNow() throws Exception {
        Failure failure = play("0".repeat(64)).getFirst().failures().getFirst();
        assertEquals(
                "The state sort asks its model, `models` says nothing about it, and pay.replies.yaml has a reply that is "
                        + "stale: the prompt is another than when it was recorded.",
                failure.message());
        assertEquals(
                List.of(new Failure.Change(
                        "prompt", "user:\n  Pay or ask? Pay us.\n", "user:\n  Pay or ask? Pay them.\n")),
                failure.changes());
    }
}
