package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Previews;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people are shown, who may decide, and what their changes make of a call. */
class EvidenceTest {
    static final String SHOWS = """
            types: { Ref: { type: object, required: [id], properties: { id: { type: string } } } }
            input: { type: object, required: [who], properties: { who: { type: string } } }
            limits: { steps: 30, llm_calls: 9, tokens: 90000, cost_usd: 1.0, duration: 30d }
            data:
              word: { type: string, maxLength: 90 }
              looked: { type: string, default: "" }
              secret_word: { type: string, redact: true, default: hush }
              later: { type: string }
              sum: { type: object, required: [a, b], properties: { a: { type: integer }, b: { type: integer } } }
            actions:
              look: { echo: {}, args: { type: object }, returns: { type: string }, effect: read }
              act:
                echo: {}
                args: { type: object, required: [a, b], properties: { a: { type: integer }, b: { type: integer }, about: { type: string } } }
                returns: { $ref: "#/types/Ref" }
                effect: write
            otherwise: { failed: failed, rejected: failed, expired: failed, invalid: failed, overflow: failed, limit: failed }
            start: look
            states:
              look: { call: look, with: {}, save: looked, next: think }
              think: { llm: { model: fast, prompt: "Say a word." }, save: word, next: add }
              add: { set: { sum: { a: 1, b: 2 } }, next: act }
              act:
                call: act
                with: { a: "${sum.a}", b: "${sum.b}", about: "${word}" }
                approve:
                  show: [input.who, word, looked, secret_word, "has(later) ? later : word", "word + looked", "looked + word", "looked + input.who", run.flow, "secret_word + word"]
                  edit: [sum.a, sum.b, looked]
                  by: [sam, boss]
                  within: 10h
                  MORE
                next: done
              keep: { set: { later: x }, next: done }
              done: { end: succeeded }
              failed: { end: failed, error: "${error.message}" }
            """.replace("  keep: { set: { later: x }, next: done }\n", "")
            .replace("  later: { type: string }\n", "")
            .replace("\"has(later) ? later : word\", ", "");

    private static World held(String more) {
        return World.of(SHOWS.replace("MORE", more))
                .start("{\"who\": \"Ada\"}")
                .answers("\"seen\"")
                .replies("hello")
                .is(RunStatus.PAUSED);
    }

    @Test
    void eachValueSaysWhoseWordsItIsAndWhatIsRedactedIsNotShown() {
        Hold hold = held("note: required").hold();
        assertEquals("Approve action act?", hold.title());
        assertEquals(
                List.of("input", "model", "action", "flow", "model", "model", "action", "flow", "model"),
                hold.show().stream().map(Hold.Shown::origin).toList());
        assertEquals("[redacted]", hold.show().get(3).value());
        assertEquals("[redacted]", hold.show().get(8).value());
        assertEquals("hello", hold.show().get(1).value());
    }

    private static Command.ApproveHold edits(World world, Map<String, Object> edit, Actor actor) {
        return new Command.ApproveHold(world.holdId(), null, edit, null, "ok", actor);
    }

    @Test
    void severalFieldsOfOneNameAreChangedTogether() {
        World world = held("count: 2");
        world.does(edits(world, Map.of("sum.a", 7L, "sum.b", 8L), World.SAM)).is(RunStatus.PAUSED);
        assertEquals(7L, world.hold().edit().get(0).value());
        assertEquals("seen", world.hold().edit().get(2).value(), "what was not changed stays");
        world.does(edits(world, Map.of(), World.KIM));
        assertEquals(Map.of("a", 7L, "b", 8L, "about", "hello"), world.call("").args());
    }

    @Test
    void threePeopleMayHaveToApproveAndOneMayReject() {
        World world = held("count: 3");
        world.does(edits(world, Map.of(), World.SAM)).is(RunStatus.PAUSED);
        world.does(edits(world, Map.of(), World.KIM)).is(RunStatus.PAUSED);
        assertEquals(2, world.hold().votes().size());
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(edits(world, Map.of(), World.KIM)).reason());
        world.does(edits(world, Map.of(), World.person("zoe", "boss"))).is(RunStatus.RUNNING);
        World rejected = held("count: 3");
        rejected.does(edits(rejected, Map.of(), World.SAM))
                .does(new Command.RejectHold(rejected.holdId(), null, null, World.KIM))
                .is(RunStatus.FAILED);
        assertEquals("rejected by kim", rejected.run().error());
    }

    @Test
    void aPersonMayBeNamedAndAnOperatorStandsForEverybody() {
        World world = held("urgency: high");
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(edits(world, Map.of(), World.person("lee", "lead")))
                        .reason());
        Actor operator = new Actor("root", Set.of(), "console", true, true);
        world.does(edits(world, Map.of(), operator)).is(RunStatus.RUNNING);
        World named = held("urgency: high");
        named.does(edits(named, Map.of(), World.person("sam"))).is(RunStatus.RUNNING);
    }

    @Test
    void anEscalationToThoseWhoAreAskedAlreadyAddsNobodyTwice() {
        World world = held("escalate: { after: 2h, by: [boss, lead] }").wake(Duration.ofHours(2));
        assertEquals(List.of("sam", "boss", "lead"), world.hold().by());
        assertEquals(List.of(), world.wake(Duration.ofHours(1)).last(), "once");
    }

    @Test
    void aDecisionThatIsTooOldWhenItIsUsedOpensANewHold() {
        World world = World.of(CallsTest.FETCHED).start("{}");
        world.answers("status", "{\"up\": true}").answers("extra", "\"x\"");
        world.after(Duration.ofMinutes(1)).approve();
        world.after(Duration.ofMinutes(31)).answers("status", "{\"up\": true}").is(RunStatus.PAUSED);
        assertTrue(world.last().contains("ApprovalLapsed"));
        assertNotNull(world.hold());
    }

    @Test
    void whatAPersonSaysBecameOfACallFitsWhatItReturns() {
        World world = held("note: required");
        world.does(edits(world, Map.of(), World.SAM));
        world.does(world.outcome("", new ActionOutcome.Unknown("timeout", "no answer")));
        assertEquals(List.of("sam", "boss"), world.hold().by());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(answers(world, "{\"outcome\": \"happened\", \"result\": {}}"))
                        .reason());
        assertEquals(
                Decision.Reason.INVALID, world.refuses(answers(world, "{}")).reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(answers(world, "{\"outcome\": \"happened\", \"why\": 1}"))
                        .reason());
        world.does(answers(world, "{\"outcome\": \"happened\", \"result\": {\"id\": \"r\"}}"))
                .is(RunStatus.SUCCEEDED);
    }

    private static Command answers(World world, String answer) {
        return new Command.AnswerHold(world.holdId(), null, JsonText.parse(answer), null, World.SAM);
    }

    @Test
    void aPreviewOfAnEditThatCannotBeSaysWhy() {
        World world = held("note: required");
        Live live = new Live(Instant.parse("2026-11-22T09:00:00Z"), Map.of());
        Previews.Preview.Refused refused = (Previews.Preview.Refused)
                Previews.preview(world.flow, world.run(), world.holdId(), Map.of("word", "x"), live);
        assertTrue(refused.rejected().message().startsWith("word may not be edited here; what may is"));
        World asks = World.of(PeopleTest.ASKS).start("{\"id\": \"T\"}");
        Previews.Preview.Refused answer =
                (Previews.Preview.Refused) Previews.preview(asks.flow, asks.run(), asks.holdId(), Map.of(), live);
        assertEquals(Decision.Reason.INVALID, answer.rejected().reason());
    }

    @Test
    void aQuestionMayHaveItsOwnFormOrChoicesAndNoTitle() {
        String form = PeopleTest.ASKS
                .replace("title: \"Ticket ${input.id}\", show: [input]", "ASKED")
                .replace("remind: 1h", "remind: 1h, escalate: { after: 2h, by: [boss] }");
        World world = World.of(form.replace("ASKED", "choices: [yes, no]")).start("{\"id\": \"T\"}");
        assertEquals("ask", world.hold().title());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(answers(world, "\"maybe\"")).reason());
        world.wake(Duration.ofHours(2));
        assertEquals(List.of("lead", "boss"), world.hold().by());
        world.answer("\"no\"").gives("{\"reply\": \"no\"}");
    }

    @Test
    void aTitleThatCannotBeMadeFailsTheState() {
        World world = World.of(PeopleTest.ASKS
                        .replace("Ticket ${input.id}", "Ticket ${10 / int(input.id)}")
                        .replace("expired: dropped", "expired: dropped, failed: dropped"))
                .start("{\"id\": \"0\"}");
        world.is(RunStatus.FAILED);
        assertTrue(world.run().holds().isEmpty());
        World held = World.of(PeopleTest.PAYS
                        .replace("MORE", "")
                        .replace("Refund ${refund.amount}?", "Refund ${10 / int(refund.amount - 900.0)}?"))
                .start("{\"amount\": 900}");
        assertTrue(held.is(RunStatus.FAILED).effects().isEmpty());
    }

    @Test
    void aHeldChildRunsInputMayBeEdited() {
        String flow = SideBySideTest.PARENT
                .replace("data: { m", "data: { n: { type: integer, default: 3 }, m")
                .replace("n: 3 }", "n: \"${n}\" }")
                .replace(
                        "APPROVE",
                        "approve: { by: [lead], within: 1h, edit: [n], when: n > 2, recheck: n > 0 }\n    "
                                + "otherwise: { flow.cancelled: stopped, failed: failed, rejected: failed, expired: failed }");
        World world = World.of(flow, SideBySideTest.CHILD).start("{}").is(RunStatus.PAUSED);
        assertEquals("Approve flow helper?", world.hold().title());
        assertNull(world.hold().target());
        world.does(edits(world, Map.of("n", 2L), World.SAM)).is(RunStatus.RUNNING);
        assertEquals(Map.of("n", 2L), world.child().input());
        World low = World.of(flow.replace("default: 3", "default: 2"), SideBySideTest.CHILD)
                .start("{}");
        low.is(RunStatus.RUNNING);
        World lapsed = World.of(flow, SideBySideTest.CHILD).start("{}");
        lapsed.does(edits(lapsed, Map.of("n", 0L), World.SAM)).is(RunStatus.PAUSED);
        assertEquals(
                Map.of("n", 0L),
                lapsed.hold().args(),
                "a recheck that fails opens a new hold, whatever when says by now");
    }
}
