package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code llm}: typed questions, repairs, budgets, a person in the model's place. */
class QuestionsTest {
    static final String ASKS = """
            input: { type: object, required: [message], properties: { message: { type: string, maxLength: 400 } } }
            output: { type: object, required: [kind], properties: { kind: { type: string } } }
            limits: { steps: 30, llm_calls: 3, tokens: 20000, cost_usd: 1.0, duration: 7d }
            data: { kind: { enum: [refund, status] } }
            otherwise: { failed: failed, limit: limited }
            start: sort
            states:
              sort:
                llm:
                  model: fast
                  prompt: "Which kind? ${message}"
                  context: { budget: 500, load: [ { name: message, from: input.message, max: 300, cut: end } ] }
                  repair: 1
                  max_output: 100
                save: kind
                retry: { max: 1, backoff: 1s..1s }
                visits: 9
                otherwise: { invalid: odd, exhausted: failed, overflow: odd }
                next: { match: kind, cases: { refund: done, status: sort } }
              odd: { end: failed, error: "odd" }
              limited: { end: failed, error: "limited" }
              failed: { end: failed, error: "${error.kind}" }
              done: { end: succeeded, output: { kind: "${kind}" } }
            """;

    static World asked() {
        return World.of(ASKS).start("{\"message\": \"money back\"}").is(RunStatus.RUNNING);
    }

    @Test
    void aReplyThatFitsIsSavedAndCounted() {
        World world = asked();
        assertTrue(world.question().messages().toString().contains("money back"));
        assertEquals(1, world.run().counters().reservedCalls());
        world.replies("\"refund\"").gives("{\"kind\": \"refund\"}");
        assertEquals(0, world.run().counters().reservedTokens());
        assertEquals(120, world.run().usage().tokens());
        assertEquals("model", world.run().memory().origins().get(new DataName("kind")));
    }

    @Test
    void aReplyThatDoesNotFitIsSentBackWithTheValidatorsWords() {
        World world = asked().replies("money").is(RunStatus.RUNNING);
        assertEquals(2, world.question().attempt());
        assertTrue(world.question().messages().toString().contains("money"), "the reply is sent back");
        world.replies("refund").gives("{\"kind\": \"refund\"}");
    }

    @Test
    void repairsUsedUpIsInvalid() {
        World world = asked().replies("money").replies("still money").is(RunStatus.FAILED);
        assertEquals("odd", world.run().error());
    }

    @Test
    void aLostTryIsMadeAgainAndCostsWhatWasReserved() {
        World world = asked();
        world.does(world.reply(new ModelOutcome.Failed("timeout", "no answer", null)));
        assertTrue(world.run().usage().tokens() > 100, "nobody knows whether it was charged");
        world.wake(Duration.ofSeconds(1));
        assertEquals(2, world.question().attempt());
        world.does(world.reply(new ModelOutcome.Failed("http.503", "busy", null)))
                .is(RunStatus.FAILED);
        assertEquals("http.503", world.run().error());
    }

    @Test
    void aReplyThatWasCutOffCostsWhatTheProviderSaysItCounted() {
        World world = asked();
        world.does(world.reply(new ModelOutcome.Failed(
                        "cut_off", "at its limit", null, new Charge("fast", 90, 300, 40, 20L, 0.0007))))
                .is(RunStatus.FAILED);
        assertEquals(new Usage(2, 1, 90, 300, 40, 0.0007), world.run().usage());
        assertEquals(0, world.run().counters().reservedTokens());
    }

    @Test
    void whatOnlyAModelDoesHasRoutesOfItsOwn() {
        String flow = ASKS.replace("otherwise: {", "otherwise: { refused: odd, empty: limited,");
        for (Map.Entry<String, String> route : Map.of(
                        "refused", "odd", "empty", "limited", "context_length", "context_length")
                .entrySet()) {
            World world = World.of(flow).start("{\"message\": \"m\"}");
            world.does(world.reply(new ModelOutcome.Failed(route.getKey(), "no", null)))
                    .is(RunStatus.FAILED);
            assertEquals(route.getValue(), world.run().error(), route.getKey());
        }
    }

    @Test
    void aRepairMayBeLostAndTriedAgain() {
        World world = asked().replies("money");
        world.does(world.reply(new ModelOutcome.Failed("http.503", "busy", null)))
                .wake(Duration.ofSeconds(1));
        assertEquals(3, world.question().attempt());
        assertTrue(world.question().messages().toString().contains("money"), "still a repair");
        world.replies("\"refund\"").gives("{\"kind\": \"refund\"}");
    }

    @Test
    void aReplyOfAnotherTryNoLongerCounts() {
        World world = asked();
        Command first = world.reply(new ModelOutcome.Replied("\"refund\"", "fast", 1, 1, 0, 0));
        world.does(world.reply(new ModelOutcome.Failed("http.503", "busy", null)))
                .wake(Duration.ofSeconds(1));
        assertEquals(Decision.Reason.LATE, world.refuses(first).reason());
    }

    @Test
    void aCallWhoseWorstCaseDoesNotFitIsNotMade() {
        World world = asked().replies("\"status\"").replies("\"status\"").replies("\"status\"");
        assertEquals("limited", world.run().error());
        assertEquals(3, world.effects().size());
        World dear = World.of(ASKS.replace("cost_usd: 1.0", "cost_usd: 0.0001")).start("{\"message\": \"m\"}");
        assertEquals("limited", dear.run().error());
        World wordy = World.of(ASKS.replace("tokens: 20000", "tokens: 90")).start("{\"message\": \"m\"}");
        assertEquals("limited", wordy.run().error());
        assertTrue(wordy.effects().isEmpty());
    }

    @Test
    void aLostTryIsNotMadeAgainOnceTheBudgetIsGone() {
        World world = World.of(ASKS.replace("llm_calls: 3", "llm_calls: 1")).start("{\"message\": \"m\"}");
        world.does(world.reply(new ModelOutcome.Failed("timeout", "no answer", null)))
                .wake(Duration.ofSeconds(1));
        assertEquals("limited", world.run().error());
    }

    @Test
    void requiredContextThatDoesNotFitIsOverflow() {
        World world = World.of(ASKS.replace("budget: 500", "budget: 20")
                        .replace("max: 300, cut: end", "max: 300, cut: never, required: true"))
                .start("{\"message\": \"" + "many words ".repeat(30) + "\"}");
        assertEquals("odd", world.run().error());
    }

    @Test
    void aPersonAnswersInTheModelsPlace() {
        World world = asked();
        world.does(world.reply(new ModelOutcome.NeedsPerson("nothing is recorded")))
                .is(RunStatus.PAUSED);
        assertEquals(Hold.Purpose.MODEL, world.hold().purpose());
        assertEquals(world.question().messages(), world.hold().question().messages());
        assertEquals(0, world.run().counters().reservedCalls());
        Decision.Rejected refused = world.refuses(
                new Command.AnswerHold(world.holdId(), null, JsonText.parse("\"money\""), null, World.KIM));
        assertEquals(Decision.Reason.INVALID, refused.reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(new Command.ApproveHold(world.holdId(), null, Map.of(), null, null, World.KIM))
                        .reason());
        world.answer("\"refund\"").gives("{\"kind\": \"refund\"}");
        assertEquals(0, world.run().usage().llmCalls());
    }

    @Test
    void anOlderPastIsSummarisedFirst() {
        World world = World.of("""
                input: { type: object, required: [text], properties: { text: { type: string, maxLength: 4000 } } }
                limits: { steps: 60, llm_calls: 30, tokens: 90000, cost_usd: 1.0, duration: 7d }
                data: { word: { type: string, maxLength: 3000 }, n: { type: integer, default: 0 } }
                otherwise: { failed: failed, limit: failed }
                start: note
                states:
                  note:
                    set: { word: "${input.text}", n: "${n + 1}" }
                    visits: 6
                    otherwise: { exhausted: think }
                    next: note
                  think:
                    llm:
                      model: fast
                      prompt: "Say a word. ${past}"
                      context:
                        budget: 400
                        load:
                          - name: past
                            events: [note]
                            keep: { first: 0, last: 1 }
                            evict: [ { summarise: { model: fast, into: 60 } }, drop_oldest ]
                      max_output: 50
                    save: word
                    otherwise: { invalid: failed, overflow: failed }
                    next: done
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                  done: { end: succeeded }
                """.replace("- name: past", "- name: past"))
                .start("{\"text\": \"" + "lorem ipsum ".repeat(60) + "\"}");
        assertEquals(
                "summary", ((Event.ModelRequested) world.log().get(world.log().size() - 1)).purpose());
        world.replies("\"much lorem\"").is(RunStatus.RUNNING);
        assertTrue(world.last().contains("SummaryMade"));
        assertTrue(world.question().messages().toString().contains("much lorem"));
        world.replies("\"word\"").is(RunStatus.SUCCEEDED);
    }
}
