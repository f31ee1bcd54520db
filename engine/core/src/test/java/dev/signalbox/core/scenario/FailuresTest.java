package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as a failure, what is tried again and when, and where values that cannot be made lead. */
class FailuresTest {
    static World reads(String more) {
        return World.of("""
                input: { type: object, properties: { n: { type: integer } } }
                limits: { steps: 30, duration: 30d }
                data: { got: { type: string, default: "" } }
                actions:
                  look:
                    echo: {}
                    args: { type: object }
                    returns: { type: string }
                    effect: read
                    fails:
                      - { when: response.status == 404, code: gone }
                      - { when: response.status == 409, code: taken, message: "taken by ${response.body.who}" }
                      - { when: response.status == 410 && response.body.who == "x", code: x }
                start: look
                states:
                  look:
                    call: look
                    with: {}
                    save: got
                    MORE
                    otherwise: { failed: failed }
                    next: done
                  done: { end: succeeded }
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                """.replace("MORE", more)).start("{}");
    }

    private static String answered(Object response) {
        World world = reads("timeout: 9s");
        world.does(world.outcome("", new ActionOutcome.Answered("x", response)));
        return world.is(RunStatus.FAILED).run().error();
    }

    private static Map<String, Object> response(long status, Object body) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", status);
        response.put("body", body);
        return response;
    }

    @Test
    void anAnswerThatTheFileCallsAnErrorHasItsMessageOrTheStatusAndTheBodysBeginning() {
        assertEquals("action.gone: 404 nothing here", answered(response(404, "nothing here")));
        assertEquals("action.gone: 404 ", answered(response(404, JsonText.parse("null"))));
        assertEquals("action.gone: 404 ", answered(Map.of("status", 404L)));
        String cut = answered(response(404, "y".repeat(5000)));
        assertEquals("action.gone: 404 ".length() + 2000, cut.length());
        assertEquals("action.taken: taken by sam", answered(response(409, Map.of("who", "sam"))));
    }

    @Test
    void aConditionOrAMessageThatCannotBeMadeIsAFailureOfKindValue() {
        assertTrue(answered(response(409, Map.of())).startsWith("value: "));
        assertTrue(answered(response(410, "text")).startsWith("value: "));
    }

    private static void triedAgain(World world, String kind, Duration after) {
        Instant last = world.run().updatedAt();
        world.fails(kind);
        assertEquals(last.plus(after), world.run().wakeAt());
        world.wake(after);
    }

    @Test
    void waitsDoubleUpToTheMost() {
        World world = reads("retry: { max: 5, backoff: 2s..7s }");
        triedAgain(world, "timeout", Duration.ofSeconds(2));
        triedAgain(world, "connection", Duration.ofSeconds(4));
        triedAgain(world, "http.502", Duration.ofSeconds(7));
        triedAgain(world, "http.429", Duration.ofSeconds(7));
        triedAgain(world, "timeout", Duration.ofSeconds(7));
        world.fails("timeout").is(RunStatus.FAILED);
        assertEquals(6, world.effects().size());
    }

    @Test
    void aServersWishCountsWhenItIsLongerAndNotBeyondAnHour() {
        for (Map.Entry<Duration, Duration> wish : Map.of(
                        Duration.ofMinutes(59), Duration.ofMinutes(59),
                        Duration.ofSeconds(1), Duration.ofSeconds(2),
                        Duration.ofMinutes(61), Duration.ofSeconds(2))
                .entrySet()) {
            World world = reads("retry: { max: 5, backoff: 2s..7s }");
            Instant now = world.run().updatedAt();
            world.does(world.outcome("", new ActionOutcome.Failed("http.503", "slow down", null, wish.getKey())));
            assertEquals(now.plus(wish.getValue()), world.run().wakeAt());
        }
    }

    @Test
    void theFileMaySayWhichFailuresAreTriedAgain() {
        String some = "retry: { max: 1, backoff: 1s..1s, on: [timeout, http.503, action.gone] }";
        reads(some).fails("http.503").is(RunStatus.RUNNING);
        reads(some).fails("timeout").is(RunStatus.RUNNING);
        reads(some).fails("connection").is(RunStatus.FAILED);
        World gone = reads(some);
        gone.does(gone.outcome("", new ActionOutcome.Answered("x", response(404, "gone"))))
                .is(RunStatus.RUNNING);
        String any = "retry: { max: 1, backoff: 1s..1s, on: [failed] }";
        reads(any).fails("http.400").is(RunStatus.RUNNING);
        reads("retry: { max: 1, backoff: 1s..1s, on: [timeout] }")
                .fails("http.503")
                .is(RunStatus.FAILED);
    }

    @Test
    void whatNobodyAskedForIsLate() {
        World world = reads("timeout: 9s");
        Command.CompleteAction done = (Command.CompleteAction) world.outcome("", World.answered("\"x\""));
        assertEquals(
                Decision.Reason.LATE,
                world.refuses(new Command.CompleteModel(done.step(), 1, new ModelOutcome.NeedsPerson("x")))
                        .reason());
        assertEquals(
                Decision.Reason.LATE,
                world.refuses(new Command.ReportLeaving(done.step(), 7)).reason());
        world.does(done).is(RunStatus.SUCCEEDED);
        assertEquals(
                Decision.Reason.LATE,
                world.refuses(new Command.CompleteModel(done.step(), 1, new ModelOutcome.NeedsPerson("x")))
                        .reason());
        World asked = QuestionsTest.asked();
        assertEquals(
                Decision.Reason.LATE,
                asked.refuses(new Command.ReportLeaving(asked.question().step(), 1))
                        .reason(),
                "a question to a model is not a call");
        assertEquals(
                Decision.Reason.LATE,
                asked.refuses(new Command.CompleteAction(asked.question().step(), 1, World.answered("1")))
                        .reason());
    }

    static World pure(String states, String input) {
        return World.of("""
                types:
                  Pick:
                    oneOf:
                      - { type: object, required: [choice, a], properties: { choice: { const: left }, a: { type: integer } } }
                      - { type: object, required: [choice, b], properties: { choice: { const: right }, b: { type: string } } }
                input: { type: object, required: [n, pick], properties: { n: { type: integer }, pick: { $ref: "#/types/Pick" } } }
                limits: { steps: 30, duration: 30d }
                data:
                  small: { type: integer, maximum: 10, default: 0 }
                  list: { type: array, items: { type: integer }, maxItems: 5, default: [] }
                otherwise: { failed: failed }
                start: go
                states:
                STATES
                  done: { end: succeeded }
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                """.replace("STATES\n", states.indent(2))).start(input);
    }

    @Test
    void aUnionIsMatchedByItsChoiceAndTheRestByElse() {
        String states = """
                go: { next: { match: input.pick, cases: { left: left }, else: right } }
                left: { set: { small: 1 }, next: done }
                right: { set: { small: 2 }, next: done }
                """;
        pure(states, "{\"n\": 1, \"pick\": {\"choice\": \"left\", \"a\": 3}}").has("small", "1");
        pure(states, "{\"n\": 1, \"pick\": {\"choice\": \"right\", \"b\": \"x\"}}")
                .has("small", "2");
    }

    @Test
    void aConditionThatCannotBeJudgedFailsTheStateOnceItsOwnWorkIsDone() {
        World world = pure(
                "go: { set: { small: \"${input.n + 1}\" }, next: [ { when: \"10 / input.n > 2\", to: done }, { to: done } ] }",
                "{\"n\": 0, \"pick\": {\"choice\": \"left\", \"a\": 3}}");
        assertTrue(
                world.is(RunStatus.FAILED).run().error().startsWith("value: "),
                world.run().error());
        world.has("small", "1");
    }

    @Test
    void anItemListThatCannotBeMadeIsAFailureOfKindValue() {
        World world = World.of(SideBySideTest.EACH
                        .replace("ERROR", "fail")
                        .replace("in: input.ids", "in: \"input.ids.filter(x, 1 / int(x) > 0)\""))
                .start("{\"ids\": [\"0\"]}");
        assertEquals("value", world.is(RunStatus.FAILED).run().error());
    }
}
