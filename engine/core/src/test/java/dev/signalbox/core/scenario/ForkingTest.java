package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.ForkTrial;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run begins as another one did, and from there on is a run of its own. */
class ForkingTest {
    private static final String PAYS = PeopleTest.PAYS.replace("      MORE\n", "");
    private static final Duration DAY = Duration.ofDays(1);

    /** Two writes of which the second must not be made twice, and a model. */
    private static final String STORY = """
            input: { type: object }
            limits: { steps: 30, llm_calls: 9, tokens: 90000, duration: 30d }
            data: { word: { enum: [yes, no] }, got: { type: object } }
            actions:
              look: { echo: {}, args: { type: object }, effect: read }
              send: { echo: {}, args: { type: object }, effect: write, risk: low, perRun }
              pay: { echo: {}, args: { type: object }, effect: write, risk: high }
            start: think
            states:
              think: { llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, max_output: 20, repair: 1 }, save: word, next: look }
              look: { call: look, with: {}, save: got, next: send }
              send: { call: send, with: {}, next: pay }
              pay:
                call: pay
                with: {}
                approve: { title: "Pay?", by: [], within: 2d, not: requester }
                otherwise: { rejected: over, expired: over, failed: over }
                next: done
              over: { end: failed, error: "${error.message}" }
              done: { end: succeeded }
            """.replace(", perRun }", ", per_run: 1 }");

    private static World told() {
        return World.trusting(STORY).start("{}").replies("\"yes\"").answers("{\"a\": 1}");
    }

    private static long after(World world, Class<? extends Event> type) {
        for (int i = world.log().size(); i > 0; i--) {
            if (type.isInstance(world.log().get(i - 1))) {
                return i;
            }
        }
        throw new AssertionError("no " + type);
    }

    @Test
    void itTakesWhatWasAnsweredAndAsksForWhatWasNot() {
        World world = told();
        World fork = world.fork(2, false, DAY).in("send").is(RunStatus.RUNNING).has("got", "{\"a\": 1}");
        assertEquals(1, fork.effects().size(), "only what nobody has answered leaves");
        assertEquals("send", fork.call("").action().value());
        assertEquals(fork.run().id() + "/send/1/", fork.call("").key(), "under a key of its own");
        assertEquals(world.run().usage(), fork.run().usage());
        assertEquals(
                2,
                fork.log().stream()
                        .filter(Event.AnswerRecalled.class::isInstance)
                        .count());
    }

    @Test
    void askedAgainItAsksForEverything() {
        World fork = told().fork(2, true, DAY).in("think");
        assertInstanceOf(Effect.ModelCall.class, fork.effects().getFirst());
        fork.replies("\"no\"").answers("{\"a\": 2}").in("send").has("got", "{\"a\": 2}");
    }

    @Test
    void whatDiffersFromTheRecordIsAskedReally() {
        World world = told();
        World other = world.forking(DAY);
        Command.ForkRun fork = world.forkCommand(2, false);
        List<Recollection> another = fork.record().stream()
                .map(each -> new Recollection(
                        each.seq(), each.state(), each.visit(), each.slot(), "0".repeat(64), each.answer()))
                .toList();
        other.does(new Command.ForkRun(fork.run(), fork.from(), 2, fork.past(), another, World.KIM));
        assertInstanceOf(Effect.ModelCall.class, other.effects().getFirst());
    }

    @Test
    void aCallThatWasApprovedBeforeIsHeldAnewUnderAnotherHash() {
        World world = World.of(PAYS).start("{\"amount\": 900}");
        Hold seen = world.hold();
        world.approve();
        long called = world.log().size();
        world.answers("{}").is(RunStatus.SUCCEEDED);
        World fork = world.fork(called, false, DAY).is(RunStatus.PAUSED);
        assertTrue(fork.effects().isEmpty(), "nothing goes out on the old run's approval");
        assertNotEquals(seen.id(), fork.hold().id());
        assertNotEquals(seen.hash(), fork.hold().hash());
        assertEquals(fork.now().plus(Duration.ofHours(48)), fork.hold().due(), "its time begins anew");
        assertEquals(
                Decision.Reason.CONFLICT,
                fork.refuses(new Command.ApproveHold(seen.id(), seen.hash(), Map.of(), null, null, World.SAM))
                        .reason(),
                "what was decided of the old hold counts for nothing");
        fork.approve().is(RunStatus.SUCCEEDED);
        assertTrue(fork.effects().isEmpty(), "and then the recorded answer is taken");
    }

    @Test
    void anOpenHoldIsOpenedAsItsOwn() {
        World world = World.of(PAYS).start("{\"amount\": 900}");
        World fork = world.fork(world.log().size(), false, DAY).is(RunStatus.PAUSED);
        assertNotEquals(world.holdId(), fork.holdId());
        fork.approve().answers("{}").is(RunStatus.SUCCEEDED);
        world.is(RunStatus.PAUSED).reject("no").is(RunStatus.FAILED);
    }

    @Test
    void neitherWhoAskedForTheRunNorWhoForkedItMayDecideWhereTheRequesterMayNot() {
        World world = told().answers("{}").is(RunStatus.PAUSED);
        World fork = world.fork(world.log().size(), false, DAY);
        Hold hold = fork.hold();
        for (String who : List.of("ann", "kim")) {
            Command approve =
                    new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, World.person(who, "boss"));
            assertEquals(Decision.Reason.FORBIDDEN, fork.refuses(approve).reason(), who);
        }
        fork.approve().answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void aCallUnderWayIsItsOwnCallAndCountsOnce() {
        World world = told();
        World fork = world.fork(world.log().size(), false, DAY).in("send");
        assertEquals(world.run().counters().calls(), fork.run().counters().calls());
        fork.answers("{}").in("pay");
    }

    @Test
    void whatMayHaveLeftAndWasNeverAnsweredIsAskedOfAPerson() {
        World world = told();
        Effect.ActionCall send = world.call("");
        world.does(new Command.ReportLeaving(send.step(), send.attempt()));
        for (long seq : List.of(2L, (long) world.log().size())) {
            World fork = world.fork(seq, false, DAY).is(RunStatus.PAUSED);
            assertTrue(fork.effects().isEmpty(), "it is not sent a second time");
            assertEquals(Hold.Purpose.UNKNOWN, fork.hold().purpose());
        }
        World again = world.fork(world.log().size(), true, DAY);
        assertEquals("send", again.call("").action().value(), "unless that is asked for");
    }

    @Test
    void aCallThatMayHaveHappenedBeforeIsStillOneThatMayHave() {
        World world = told().answers("{}").approve().unknown().is(RunStatus.PAUSED);
        World fork = world.fork(world.log().size(), false, DAY).is(RunStatus.PAUSED);
        assertNotEquals(world.holdId(), fork.holdId());
        fork.answer("{\"outcome\": \"try_again\"}").is(RunStatus.PAUSED);
        assertEquals(Hold.Purpose.APPROVE, fork.hold().purpose(), "who approved it approved another run's call");
        assertTrue(fork.effects().isEmpty());
        fork.approve();
        assertEquals("pay", fork.call("").action().value());
    }

    @Test
    void theAnswerThatCameAfterAllTakesThePlaceOfTheUnknownOne() {
        World world = told().answers("{}").approve();
        long called = world.log().size();
        world.unknown().answers("{}").is(RunStatus.SUCCEEDED);
        assertEquals(
                List.of(new Recollection.Answer.Result(Map.of())),
                Recollections.after(world.log(), called).stream()
                        .map(Recollection::answer)
                        .toList());
        world.fork(called, false, DAY).approve().is(RunStatus.SUCCEEDED);
    }

    @Test
    void whatAPersonSaidOfAnUnknownCallIsAskedAnew() {
        World world = told().answers("{}").approve();
        long called = world.log().size();
        world.unknown().answer("{\"outcome\": \"happened\"}").is(RunStatus.SUCCEEDED);
        World fork = world.fork(called, false, DAY).approve().is(RunStatus.PAUSED);
        assertEquals(Hold.Purpose.UNKNOWN, fork.hold().purpose());
        fork.answer("{\"outcome\": \"did_not_happen\"}").is(RunStatus.FAILED);
    }

    @Test
    void aQuestionThatWasSentBackIsSentBackAgain() {
        World world = World.trusting(STORY).start("{}").replies("\"perhaps\"");
        long repairing = world.log().size();
        world.replies("\"no\"").in("look");
        World fork = world.fork(repairing, false, DAY).in("look").has("word", "\"no\"");
        assertEquals(world.run().usage(), fork.run().usage());
        World open = world.fork(repairing, true, DAY);
        assertEquals(world.question().question(), open.question().question(), "the same words, with the refused reply");
        assertEquals(
                1,
                world.log().stream()
                        .filter(Event.ReplyRefused.class::isInstance)
                        .count());
        open.replies("\"perhaps\"").is(RunStatus.STUCK);
    }

    @Test
    void aFailedTryIsTakenFromTheRecordAsOneAndTheNextFollows() {
        World world = World.trusting(STORY.replace("save: got,", "save: got, retry: { max: 2, backoff: 1m..2m },"))
                .start("{}")
                .replies("\"yes\"")
                .fails("http.500");
        long backoff = world.log().size();
        world.wake(Duration.ofMinutes(3)).answers("{\"a\": 1}").in("send");
        world.fork(2, false, DAY)
                .in("look")
                .wake(Duration.ofMinutes(3))
                .in("send")
                .has("got", "{\"a\": 1}");
        world.fork(backoff, false, DAY).in("send").has("got", "{\"a\": 1}");
    }

    @Test
    void aModelThatFailedFailsAgainWithWhatItWasCharged() {
        World world = World.trusting(STORY).start("{}");
        world.does(world.reply(new dev.signalbox.core.command.ModelOutcome.Failed(
                        "refused",
                        "not that",
                        null,
                        new dev.signalbox.core.command.Charge("fast", 5, 1, 0, null, 0.1))))
                .is(RunStatus.STUCK);
        World fork = world.fork(2, false, DAY).is(RunStatus.STUCK);
        assertEquals(world.run().usage(), fork.run().usage());
    }

    @Test
    void aChildRunIsNotStartedAgainWhenItsEndIsRecordedAndIsItsOwnWhenNot() {
        World world = SideBySideTest.parent("");
        long started = world.log().size();
        World own = world.fork(started, false, DAY);
        assertNotEquals(world.child().child(), own.child().child());
        assertEquals(
                own.run().counters().shares().keySet(),
                java.util.Set.of(own.child().child()));
        assertEquals(
                world.run().counters().reservedTokens(), own.run().counters().reservedTokens());
        world.childEnds("succeeded", "{\"m\": 3}");
        World taken = world.fork(started, false, DAY);
        assertTrue(taken.effects().isEmpty());
        assertEquals(world.run().data(), taken.run().data());
        assertEquals(world.run().usage(), taken.run().usage());
        assertTrue(taken.run().counters().shares().isEmpty());
    }

    @Test
    void itsTimeCountsFromTheForkAndTheRestOfItsLimitsDoes() {
        World world =
                World.trusting(STORY.replace("duration: 30d", "duration: 2h")).start("{}");
        World fork = world.fork(world.log().size(), false, DAY.multipliedBy(9)).is(RunStatus.RUNNING);
        assertEquals(fork.now(), fork.run().startedAt());
        assertEquals(world.run().startedBy(), fork.run().startedBy(), "it is still their request");
        world.wake(DAY).is(RunStatus.STUCK);
        World stuck = world.fork(world.log().size(), false, DAY).is(RunStatus.STUCK);
        assertNull(stuck.run().counters().limit(), "the time that was up was the other run's");
        stuck.does(new Command.RetryRun(World.SAM)).is(RunStatus.RUNNING);
    }

    @Test
    void aLimitThatWasMetStaysMet() {
        World world = World.trusting(STORY.replace("steps: 30", "steps: 2"))
                .start("{}")
                .replies("\"yes\"");
        world.answers("{\"a\": 1}").is(RunStatus.STUCK);
        World fork = world.fork(world.log().size(), false, DAY);
        assertEquals("steps", fork.run().counters().limit());
    }

    @Test
    void aWaitBeginsAnew() {
        World world = World.of("""
                limits: { steps: 9 }
                start: wait
                states:
                  wait: { wait: { for: 2d }, next: done }
                  done: { end: succeeded }
                """).start("{}");
        World fork = world.fork(world.log().size(), false, Duration.ofDays(5)).is(RunStatus.PAUSED);
        fork.wake(DAY).is(RunStatus.PAUSED).wake(DAY).is(RunStatus.SUCCEEDED);
    }

    @Test
    void aForkOfAForkIsTheLastOnesOwn() {
        World world = told();
        World fork = world.fork(2, false, DAY);
        World second = fork.fork(fork.log().size(), false, DAY);
        assertEquals(
                2,
                second.log().stream().filter(Event.RunForked.class::isInstance).count());
        second.answers("{}").approve().answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void nothingGoesOnFromARunsEnd() {
        World world = World.of(PAYS).start("{\"amount\": 1}").answers("{}").is(RunStatus.SUCCEEDED);
        assertEquals(
                Decision.Reason.CONFLICT,
                world.forking(DAY)
                        .refuses(world.forkCommand(world.log().size(), false))
                        .reason());
    }

    @Test
    void aRunBeginsOnce() {
        World world = told();
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(world.forkCommand(2, false)).reason());
        Event recalled = new Event.AnswerRecalled(
                world.now(), new StepId(world.run().id(), world.run().state(), 1, ""), 1, 1);
        assertThrows(IllegalStateException.class, () -> Evolver.evolve(world.run(), recalled));
    }

    // What would come of it.

    private static ForkTrial.Planned plan(World world, long seq, boolean again) {
        Command.ForkRun fork = world.forkCommand(seq, again);
        Live live = new Live(world.now().plus(DAY), Map.of());
        Decision decision = dev.signalbox.core.decide.Decider.decide(world.flow, null, fork, live);
        return ForkTrial.of(world.flow, fork, (Decision.Accepted) decision, world.log(), live);
    }

    private static List<String> told(ForkTrial.Planned planned) {
        return planned.requests().stream()
                .map(each -> each.step().state()
                        + (each.recorded() == null ? " again" : " recorded")
                        + (each.atOnce() ? " at once" : "")
                        + (each.risky() ? " risky" : ""))
                .toList();
    }

    @Test
    void aTrialTellsWhatIsRecordedWhatIsDoneAgainAndWhoIsAsked() {
        World world = told().answers("{}").approve().answers("{}").is(RunStatus.SUCCEEDED);
        ForkTrial.Planned recorded = plan(world, 2, false);
        assertEquals(
                List.of(
                        "think recorded at once",
                        "look recorded at once",
                        "send recorded at once",
                        "pay recorded risky"),
                told(recorded));
        assertEquals(
                List.of("Pay?"),
                recorded.holds().stream().map(each -> each.hold().title()).toList());
        assertEquals(RunStatus.PAUSED, recorded.run().status());
        ForkTrial.Planned again = plan(world, 2, true);
        assertEquals(List.of("think again at once", "look again", "send again", "pay again risky"), told(again));
        assertEquals(
                List.of(false),
                again.holds().stream().map(ForkTrial.Opening::atOnce).toList());
    }

    @Test
    void aTrialTellsOfTheCallThatIsHeldAnewAndOfChildRuns() {
        World world = told().answers("{}").approve();
        long called = world.log().size();
        world.answers("{}");
        assertEquals(List.of("pay recorded risky"), told(plan(world, called, false)));
        World parent = SideBySideTest.parent("");
        long started = parent.log().size();
        assertEquals(List.of("ask_helper again at once"), told(plan(parent, started, false)));
        parent.childEnds("succeeded", "{\"m\": 3}");
        assertEquals(
                "ask_helper recorded at once",
                told(plan(parent, started, false)).getFirst());
    }
}
