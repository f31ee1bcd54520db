package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.StateName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run goes on by another file: checked, and never half. */
class MovingTest {
    private static final String PAYS = PeopleTest.PAYS.replace("      MORE\n", "");

    private static World held() {
        return World.of(PAYS).start("{\"amount\": 900}").is(RunStatus.PAUSED);
    }

    private static World pays(String what, String instead) {
        String changed = PAYS.replace(what, instead);
        assertNotEquals(PAYS, changed, "the file has changed");
        return World.of(changed);
    }

    // Holds.

    @Test
    void whatAPersonIsAskedIsAskedAnewUnderAnotherHash() {
        World world = held();
        Hold before = world.hold();
        world.move(pays("title: Refund ${refund.amount}?", "title: Pay ${refund.amount} back?"));
        assertEquals(List.of("HoldWithdrawn", "RunMoved", "HoldOpened"), world.last());
        Hold after = world.hold();
        assertEquals("Pay 900 back?", after.title());
        assertNotEquals(before.id(), after.id());
        assertNotEquals(before.hash(), after.hash(), "the hash covers the file");
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(new Command.ApproveHold(before.id(), before.hash(), Map.of(), null, null, World.SAM))
                        .reason(),
                "what was decided of the old hold counts for nothing");
        world.approve().answers("{}").is(RunStatus.SUCCEEDED);
        assertEquals(new BundleHash("c".repeat(64)), world.run().bundle());
    }

    @Test
    void anApprovalThatIsNotUsedYetIsVoid() {
        String body = PAYS.replace("      within: 48h\n", "      within: 48h\n      recheck: limit >= refund.amount\n")
                .replace("data: { ", "data: { limit: { type: number, fetch: { call: limit, with: {} } }, ")
                .replace(
                        "actions:\n",
                        "actions:\n  limit: { http: { method: GET, url: \"${env.HOST}/limit\" },"
                                + " args: { type: object }, returns: { type: number }, effect: read }\n");
        World world = World.of(body).start("{\"amount\": 900}");
        world.answers("limit", "1000").after(Duration.ofMinutes(1)).approve();
        assertEquals("limit", world.call("limit").step().slot(), "it is fetched again before the call");
        assertTrue(world.run().holds().isEmpty());
        world.move(World.of(body.replace("title: Refund", "title: Pay")));
        assertTrue(world.last().contains("ApprovalLapsed"), () -> "" + world.last());
        assertEquals(1, world.run().holds().size(), "and a person is asked again");
    }

    @Test
    void votesGivenSoFarAreVoid() {
        World world = World.of(PAYS.replace("within: 48h", "within: 48h\n      count: 2"))
                .start("{\"amount\": 900}")
                .approve();
        assertEquals(1, world.hold().votes().size());
        world.move(World.of(PAYS.replace("within: 48h", "within: 24h\n      count: 2")));
        assertEquals(List.of(), world.hold().votes());
        assertEquals(Instant.parse("2026-11-23T09:00:00Z"), world.hold().due(), "its time begins anew");
    }

    @Test
    void aCallThatWasHeldIsNotMadeWhereNobodyIsAsked() {
        String free = PAYS.replaceAll("(?s)    approve:.*?(?=    visits: 2)", "")
                .replace("risk: args.amount > 500", "risk: low")
                .replace("rejected: rejected, expired: expired, ", "");
        World unasked = World.trusting(free);
        assertEquals(List.of("P906"), held().cannotMove(unasked, "{}"));
    }

    @Test
    void aCallThatWasHeldIsHeldThoughItsRiskIsLowInTheNewFile() {
        World world = held().move(pays("risk: args.amount > 500", "risk: args.amount > 5000"));
        assertEquals(1, world.run().holds().size());
        assertTrue(world.effects().isEmpty());
    }

    // Data.

    private static final String ASKS = """
            input: { type: object }
            limits: { steps: 30, duration: 30d }
            data:
              note: { type: string }
              count: { type: integer }
            start: first
            states:
              first: { set: { note: "hello", count: "${2}" }, next: ask }
              ask:
                ask: { title: "Yes?", by: [lead], within: 5d, form: { type: string } }
                otherwise: { expired: done }
                next: done
              done: { end: succeeded }
            """;

    private static World asks() {
        return World.of(ASKS).start("{}");
    }

    private static World asks(String... changes) {
        String body = ASKS;
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(body.contains(changes[i]), changes[i]);
            body = body.replace(changes[i], changes[i + 1]);
        }
        return World.of(body);
    }

    @Test
    void dataGoesToTheNamesThatTheMappingSays() {
        World other = asks(
                "note: { type: string }\n  count: { type: integer }",
                "text: { type: string }\n  half: { type: number }\n  flag: { type: boolean, default: true }",
                "note: \"hello\", count: \"${2}\"",
                "text: \"hello\", half: 1.0");
        assertEquals(List.of("P903"), asks().cannotMove(other, "{}"), "a value without a name is not simply lost");
        World world = asks().move(other, "data: { note: text, count: ~, half: \"${count * 2}\" }");
        world.has("text", "\"hello\"").has("half", "4.0").has("flag", "true");
        assertEquals(3, world.run().data().size());
    }

    @Test
    void aValueThatDoesNotFitIsRefusedUnlessTheMappingGivesOne() {
        World other = asks("note: { type: string }", "note: { type: string, maxLength: 3 }", "\"hello\"", "\"hi\"");
        assertEquals(List.of("P903"), asks().cannotMove(other, "{}"));
        asks().move(other, "data: { note: short }".replace("short", "\"ok\"")).has("note", "\"ok\"");
        assertEquals(List.of("P911"), asks().cannotMove(other, "data: { note: \"too long\" }"));
    }

    @Test
    void aValueIsWhatTheNewSchemaMakesOfIt() {
        World world = asks().move(asks("count: { type: integer }", "count: { type: number }"));
        world.has("count", "2.0");
    }

    @Test
    void whatTheNewFileReadsHasToBeThere() {
        World other = asks(
                "  count: { type: integer }",
                "  count: { type: integer }\n  who: { type: string }",
                "count: \"${2}\" }",
                "count: \"${2}\", who: sam }",
                "done: { end: succeeded }",
                "done: { end: failed, error: \"${who}\" }");
        assertEquals(List.of("P904"), asks().cannotMove(other, "{}"));
        assertEquals(
                "sam",
                asks().move(other, "data: { who: sam }").answer("\"y\"").run().error());
    }

    @Test
    void whatWasKeptOutOfLogsStaysOut() {
        World old = World.of(ASKS.replace("note: { type: string }", "note: { type: string, redact: true }"))
                .start("{}");
        assertEquals(List.of("P909"), old.cannotMove(asks(), "{}"));
    }

    // States.

    @Test
    void aStateThatIsGoneNeedsAnotherInItsPlace() {
        World other = asks("  ask:\n", "  question:\n", "next: ask }", "next: question }");
        assertEquals(List.of("P901"), asks().cannotMove(other, "{}"));
        World world = asks().move(other, "states: { ask: question }").in("question");
        assertEquals(1, world.run().visits().get(new StateName("question")));
        world.answer("\"y\"").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aStateThatDoesSomethingElseIsRefused() {
        World other = asks(
                "ask: { title: \"Yes?\", by: [lead], within: 5d, form: { type: string } }\n"
                        + "    otherwise: { expired: done }",
                "wait: { for: 3d }");
        assertEquals(List.of("P902"), asks().cannotMove(other, "{}"));
    }

    @Test
    void visitsAndLimitsThatAreUsedUpRefuseIt() {
        assertEquals(List.of("P907"), asks().cannotMove(asks("steps: 30", "steps: 2"), "{}"));
        assertEquals(
                List.of("P907"),
                asks().after(Duration.ofDays(2)).cannotMove(asks("duration: 30d", "duration: 1d"), "{}"));
        World world = asks().move(asks("steps: 30", "steps: 3"));
        assertEquals(3L, world.run().limits().steps());
        assertEquals(2, world.run().usage().steps(), "what was used counts on");
    }

    @Test
    void itsInputAndItsFlowHaveToFit() {
        assertEquals(
                List.of("P908"),
                asks().cannotMove(asks("input: { type: object }", "input: { type: object, required: [id] }"), "{}"));
    }

    @Test
    void aMappingIsOfTheTwoFiles() {
        assertEquals(
                List.of("P911"),
                asks().cannotMove(asks("steps: 30", "steps: 31"), "data: { note: \"${count}\" }"),
                "a value is checked with the old file's types");
    }

    // What is under way.

    private static final String CALLS = """
            input: { type: object }
            limits: { steps: 30, duration: 30d }
            data: { price: { type: number } }
            actions:
              act:
                http: { method: POST, url: "${env.HOST}/act" }
                args: { type: object }
                returns: { type: number }
                effect: EFFECT
                delivery: DELIVERY
                risk: low
            start: act
            states:
              act: { call: act, with: {}, save: price, otherwise: { failed: bad }, next: done }
              bad: { end: failed, error: "bad" }
              done: { end: succeeded }
            """;

    private static World calls(String effect, String delivery) {
        String body = CALLS.replace("EFFECT", effect);
        return World.of(
                effect.equals("read")
                        ? body.replace("    delivery: DELIVERY\n    risk: low\n", "")
                        : body.replace("DELIVERY", delivery).replace("failed: bad }", "failed: bad, unknown: bad }"));
    }

    @Test
    void aReadUnderWayIsGivenUpAndMadeAnew() {
        World world = calls("read", "").start("{}").move(asOther("read", ""));
        assertEquals(List.of("StepDropped", "RunMoved", "CallRequested"), world.last());
        assertEquals(2, world.call("").attempt(), "and what the first one brings comes too late");
        assertTrue(world.effects().stream().anyMatch(effect -> effect instanceof Effect.Abandon));
        world.answers("5").is(RunStatus.SUCCEEDED).has("price", "5.0");
    }

    private static World asOther(String effect, String delivery) {
        String body = CALLS.replace("EFFECT", effect).replace("steps: 30", "steps: 29");
        return World.of(
                effect.equals("read")
                        ? body.replace("    delivery: DELIVERY\n    risk: low\n", "")
                        : body.replace("DELIVERY", delivery).replace("failed: bad }", "failed: bad, unknown: bad }"));
    }

    @Test
    void aReadBetweenTwoTriesIsMadeAnew() {
        String again = CALLS.replace("EFFECT", "read")
                .replace("    delivery: DELIVERY\n    risk: low\n", "")
                .replace("save: price", "save: price, retry: { max: 3, backoff: 1h..2h }");
        World world = World.of(again).start("{}").fails("http.500").move(asOther("read", ""));
        assertEquals(2, world.call("").attempt());
        world.answers("5").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aWriteThatMayHaveHappenedIsAwaited() {
        assertEquals(
                List.of("P905"),
                calls("write", "idempotent").start("{}").cannotMove(asOther("write", "idempotent"), "{}"));
        World once = calls("write", "at_most_once").start("{}");
        once.does(new Command.ReportLeaving(once.call("").step(), 1));
        assertEquals(List.of("P905"), once.cannotMove(asOther("write", "at_most_once"), "{}"));
    }

    @Test
    void aWriteThatHasNotLeftIsTakenBack() {
        World once = calls("write", "at_most_once").start("{}");
        Command leaving = new Command.ReportLeaving(once.call("").step(), 1);
        once.move(asOther("write", "at_most_once"));
        assertEquals(Decision.Reason.LATE, once.refuses(leaving).reason(), "the first try never leaves");
        assertEquals(2, once.call("").attempt());
    }

    @Test
    void aRunThatIsStuckIsTriedAgainInTheNewFile() {
        String bare = CALLS.replace("EFFECT", "read")
                .replace("    delivery: DELIVERY\n    risk: low\n", "")
                .replace("otherwise: { failed: bad }, ", "");
        World world = World.trusting(bare).start("{}").fails("http.404").is(RunStatus.STUCK);
        world.move(calls("read", "")).is(RunStatus.RUNNING).answers("5").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aRunThatIsStuckOnItsResultKeepsIt() {
        String narrow = CALLS.replace("EFFECT", "read")
                .replace("    delivery: DELIVERY\n    risk: low\n", "")
                .replace("otherwise: { failed: bad }, ", "")
                .replace("price: { type: number }", "price: { type: number, maximum: 3 }");
        World world = World.trusting(narrow).start("{}").answers("5").is(RunStatus.STUCK);
        world.move(calls("read", "")).is(RunStatus.SUCCEEDED).has("price", "5.0");
        assertEquals(1, world.effects().size(), "nothing is called twice");
    }

    // Time.

    private static String waits(String what) {
        return """
            input: { type: object }
            limits: { steps: 30, duration: 300d }
            key: "k"
            events: { paid: { payload: { type: object } }, sent: { payload: { type: object } } }
            start: wait
            states:
              wait: { wait: { WHAT }, otherwise: { expired: late }, next: done }
              late: { end: failed, error: late }
              done: { end: succeeded }
            """.replace("WHAT", what)
                .replace(what.contains("event") ? "\0" : ", otherwise: { expired: late }", "")
                .replace(what.contains("event") ? "\0" : "              late: { end: failed, error: late }\n", "")
                .replace(what.contains("event") ? "\0" : "  late: { end: failed, error: late }\n", "");
    }

    @Test
    void aTimerIsSetAnewAndWhatHasPassedCounts() {
        World world = World.of(waits("for: 7d")).start("{}").after(Duration.ofDays(2));
        world.move(World.of(waits("for: 3d")));
        assertEquals(Instant.parse("2026-11-25T09:00:00Z"), firstTimer(world));
        world.wake(Duration.ofDays(1)).is(RunStatus.SUCCEEDED);
        World over = World.of(waits("for: 7d")).start("{}").after(Duration.ofDays(2));
        over.move(World.of(waits("for: 1d"))).is(RunStatus.SUCCEEDED);
    }

    private static Instant firstTimer(World world) {
        return world.run().wakeAt();
    }

    @Test
    void anEventThatIsAwaitedStaysTheOneThatIsAwaited() {
        World world = World.of(waits("event: paid, within: 2d")).start("{}");
        assertEquals(List.of("P902"), world.cannotMove(World.of(waits("event: sent, within: 2d")), "{}"));
        world.move(World.of(waits("event: paid, within: 4d")));
        assertEquals(1, world.run().waiters().size());
        world.event("paid", "k", "e1", "{}").is(RunStatus.SUCCEEDED);
    }

    // Side by side, and child runs.

    private static final String BESIDE = """
            input: { type: object }
            limits: { steps: 30, duration: 30d }
            data: { a: { type: number }, b: { type: number } }
            actions:
              get:
                http: { method: GET, url: "${env.HOST}/get" }
                args: { type: object }
                returns: { type: number }
                effect: read
              other:
                http: { method: GET, url: "${env.HOST}/other" }
                args: { type: object }
                returns: { type: number }
                effect: read
            start: both
            states:
              both:
                parallel:
                  a: { call: get, with: {}, save: a }
                  b: { call: get, with: {}, save: b }
                join: all
                otherwise: { failed: bad }
                next: done
              bad: { end: failed, error: "bad" }
              done: { end: succeeded, output: {} }
            """;

    @Test
    void whatABranchGaveStaysGiven() {
        World world = World.of(BESIDE).start("{}").answers("a", "1");
        world.move(World.of(BESIDE.replace("steps: 30", "steps: 31")));
        assertEquals(2, world.call("b").attempt());
        assertEquals(1, world.call("a").attempt());
        world.answers("b", "2").is(RunStatus.SUCCEEDED).has("a", "1.0").has("b", "2.0");
    }

    @Test
    void otherBranchesAreRefused() {
        World world = World.of(BESIDE).start("{}").answers("a", "1");
        assertEquals(
                List.of("P902"),
                world.cannotMove(World.of(BESIDE.replace("a: { call: get,", "a: { call: other,")), "{}"));
        assertEquals(
                List.of("P902"),
                world.cannotMove(
                        World.of(BESIDE.replace("      b: { call: get, with: {}, save: b }\n", "")
                                .replace("      a: {", "      c: { call: get, with: {}, save: b }\n      a: {")),
                        "{}"));
    }

    private static final String CHILD = """
            signalbox: 1
            flow: child
            version: 1.0.0
            input: { type: object }
            limits: { steps: 5, duration: 1d }
            start: end
            states: { end: { end: succeeded } }
            """;

    private static World parent(String state, int steps) {
        return World.of("""
            input: { type: object }
            limits: { steps: STEPS, duration: 30d }
            start: STATE
            states:
              STATE: { flow: child, with: {}, otherwise: { failed: bad }, next: done }
              bad: { end: failed, error: "bad" }
              done: { end: succeeded }
            """.replace("STATE", state).replace("STEPS", String.valueOf(steps)), CHILD);
    }

    @Test
    void aChildRunGoesOnAndAnswersToTheMovedRun() {
        World world = parent("go", 30).start("{}");
        assertEquals(List.of("P905"), world.cannotMove(parent("other", 30), "states: { go: other }"));
        world.move(parent("go", 31));
        assertEquals(List.of("RunMoved"), world.last());
        world.childEnds("succeeded", "{}").is(RunStatus.SUCCEEDED);
    }

    // The run as a whole.

    @Test
    void aRunThatIsOverOrUsesTheFileAlreadyIsNotMoved() {
        World world = held();
        Command.MoveRun again = world.moveTo(pays("title: Refund", "title: Pay"), "{}");
        world.does(again);
        assertEquals(Decision.Reason.CONFLICT, world.refuses(again).reason());
        world.approve().answers("{}");
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(world.moveTo(held(), "{}")).reason());
    }

    @Test
    void aMoveThatWouldFailAtOnceDoesNotHappen() {
        World other = asks("title: \"Yes?\"", "title: \"${string(10 / (count - 2))}\"");
        World world = asks();
        assertTrue(world.refuses(world.moveTo(other, "{}")).message().contains("would"), "it says what would happen");
        assertEquals(1, world.run().holds().size());
    }

    @Test
    void whoMovedItAndWhyIsRecorded() {
        World world = held();
        Command.MoveRun move = world.moveTo(pays("title: Refund", "title: Pay"), "{}");
        world.does(new Command.MoveRun(
                move.from(), move.bundle(), move.to(), move.mapping(), "a better title", World.KIM));
        Event.RunMoved moved = (Event.RunMoved) world.log().stream()
                .filter(event -> event instanceof Event.RunMoved)
                .findFirst()
                .orElseThrow();
        assertEquals("kim", moved.by());
        assertTrue(moved.authenticated());
        assertEquals("a better title", moved.note());
        assertEquals(new BundleHash("b".repeat(64)), moved.from());
        assertNull(moved.input());
        assertFalse(moved.anew());
        assertEquals(30L, moved.limits().steps());
    }
}
