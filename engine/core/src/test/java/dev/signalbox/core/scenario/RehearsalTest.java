package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.decide.Rehearsal;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another file would ask in a recorded question's place, without a word to anybody. */
class RehearsalTest {
    private static final String FLOW = """
            limits: { steps: 9, llm_calls: 4, duration: 1d }
            data: { word: { enum: [a, b] } }
            otherwise: { failed: lost, invalid: lost, overflow: lost }
            start: ask
            states:
              ask: { llm: { model: fast, prompt: Which?, max_output: 30 }, save: word, timeout: 20s, retry: { max: 2, backoff: 1s..1s }, next: done }
              done: { end: succeeded }
              lost: { end: failed, error: It went wrong. }
            """;

    private final World world = World.of(FLOW).start("{}");

    private Rehearsal of(String flow) {
        return Rehearsal.of(
                World.trusting(flow).flow, world.run(), world.question().step());
    }

    @Test
    void theQuestionIsTheOneThatTheFileHas() {
        Rehearsal own = of(FLOW);
        assertEquals(Duration.ofSeconds(20), own.timeout());
        Workspace.Model fast = own.ownModel();
        assertNotNull(fast);
        assertEquals(30, own.maxOutput(fast));
        assertEquals(30, own.maxOutput(null));
        assertEquals(own.flow().flow().name(), world.flow.flow().name());
        String asked = text(own.compile(fast, null, List.of(), null));
        assertEquals(true, asked.contains("Which?"), asked);
        Rehearsal other = of(FLOW.replace("Which?", "Which one?"));
        assertEquals(
                true,
                text(other.compile(null, new Calibration(1, 150), List.of(), null))
                        .contains("Which one?"));
    }

    @Test
    void aReplyThatDoesNotFitIsSentBackAlong() {
        ContextRequest.Repair repair = new ContextRequest.Repair("perhaps", List.of("must be `a` or `b`"));
        String asked = text(of(FLOW).compile(null, null, List.of(), repair));
        assertEquals(true, asked.contains("perhaps"), asked);
    }

    @Test
    void retriesAreTheFilesOrElseTheCallers() {
        Instant now = Instant.parse("2026-11-22T09:00:00Z");
        Retry none = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(1), List.of());
        assertNotNull(of(FLOW).retryAt(0, "http.500", null, now, none));
        assertNull(of(FLOW).retryAt(2, "http.500", null, now, none));
        Rehearsal without = of(FLOW.replace(", retry: { max: 2, backoff: 1s..1s }", ""));
        assertNull(without.retryAt(0, "http.500", null, now, none));
    }

    @Test
    void whereNoQuestionStandsThereIsNone() {
        assertNull(of(FLOW.replace("ask", "question")));
        assertNull(
                of(FLOW.replaceFirst("ask: \\{ llm.*?, save", "ask: { ask: { title: Which?, by: [], within: 1d }, save")
                        .replace("timeout: 20s, retry: { max: 2, backoff: 1s..1s }, ", "")));
        assertEquals(new ModelName("fast"), of(FLOW).question().model());
        StepId step = world.question().step();
        assertNull(Rehearsal.of(world.flow, world.replies("a").run(), step), "a run that has ended is in no state");
    }

    private static String text(ContextResult result) {
        return String.valueOf(
                assertInstanceOf(ContextResult.Ready.class, result).messages());
    }
}
