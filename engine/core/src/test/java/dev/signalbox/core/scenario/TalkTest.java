package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people do about a hold short of deciding it. */
class TalkTest {
    private static final Actor ZOE = World.person("zoe", "lead");
    private static final Actor ANN = World.person("ann");

    private static World held(String more) {
        return PeopleTest.pays(more, 900).is(RunStatus.PAUSED);
    }

    private static Command says(World world, String text, Actor actor) {
        return new Command.DiscussHold(world.holdId(), text, actor);
    }

    private static Command gives(World world, Recipient to, Actor actor) {
        return new Command.DelegateHold(world.holdId(), to, null, actor);
    }

    private static Recipient to(Actor who) {
        return new Recipient.Person(who);
    }

    private static Command.ApproveHold approval(World world, Actor actor) {
        return new Command.ApproveHold(world.holdId(), world.hold().hash(), Map.of(), null, null, actor);
    }

    @Test
    void whoeverAsksAndAnswersTheHoldStaysAsItIs() {
        World world = held("");
        Hold before = world.hold();
        world.does(says(world, "  Which order is it for?\n", World.SAM))
                .after(Duration.ofMinutes(3))
                .does(says(world, "The one of May.", ANN));
        assertEquals(
                List.of(
                        new Hold.Said(
                                "sam", "Which order is it for?", world.now().minus(Duration.ofMinutes(3))),
                        new Hold.Said("ann", "The one of May.", world.now())),
                world.hold().thread());
        assertEquals(before.hash(), world.hold().hash());
        assertEquals(before.due(), world.hold().due());
        world.approve().answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void anEmptyTextAndOneThatIsTooLongAreRefused() {
        World world = held("");
        assertEquals(
                Decision.Reason.INVALID, world.refuses(says(world, " \n ", ANN)).reason());
        assertEquals(
                Decision.Reason.INVALID,
                world.refuses(says(world, "x".repeat(Hold.LONGEST_TEXT + 1), ANN))
                        .reason());
        world.does(says(world, "x".repeat(Hold.LONGEST_TEXT), ANN));
    }

    @Test
    void nobodyFillsALogWithTalk() {
        World world = held("");
        for (int i = 0; i < Hold.MOST_SAID; i++) {
            world.does(says(world, "again", ANN));
        }
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(says(world, "once more", ANN)).reason());
        world.approve();
    }

    @Test
    void aHoldThatIsSettledOrPastItsTimeIsNotTalkedAboutAndNotGivenOn() {
        World world = held("");
        HoldId hold = world.holdId();
        world.after(Duration.ofHours(49));
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(says(world, "Late?", ANN)).reason());
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(gives(world, to(ZOE), World.SAM)).reason());
        world.wake(Duration.ZERO);
        Decision.Rejected refused = world.refuses(new Command.DiscussHold(hold, "Late?", ANN));
        assertEquals("expired", refused.details().get("how"));
        assertEquals(
                Decision.Reason.NOT_FOUND,
                world.refuses(new Command.DelegateHold(new HoldId("r.pay.9"), to(ZOE), null, World.SAM))
                        .reason());
    }

    @Test
    void whomItIsGivenToDecidesAndTheOthersOnlyAfterTakingItBack() {
        World world = held("");
        world.does(new Command.DelegateHold(world.holdId(), to(ZOE), "It is your customer.", World.SAM));
        assertEquals(List.of("zoe"), world.hold().asked());
        assertEquals(List.of("lead"), world.hold().by());
        Decision.Rejected refused = world.refuses(approval(world, World.SAM));
        assertEquals(Decision.Reason.FORBIDDEN, refused.reason());
        assertEquals("sam gave this hold to zoe; take it back before you decide it", refused.message());
        world.does(gives(world, to(World.SAM), World.SAM));
        assertEquals(
                Decision.Reason.FORBIDDEN, world.refuses(approval(world, ZOE)).reason());
        world.approve().answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void anOperatorDecidesWhatLiesWithSomebodyElse() {
        World world = held("");
        world.does(gives(world, to(ZOE), World.SAM));
        world.does(approval(world, new Actor("root", Set.of(), "cli", true, true)));
        assertEquals(0, world.run().holds().size());
    }

    @Test
    void itIsGivenToNobodyWhomTheFlowDoesNotLetDecideAndByNobodyElse() {
        World world = held("not: requester");
        assertEquals(
                "this hold is for lead, not for kim",
                world.refuses(gives(world, to(World.KIM), World.SAM)).message());
        assertEquals(
                Decision.Reason.FORBIDDEN,
                world.refuses(gives(world, to(ZOE), World.KIM)).reason());
        assertEquals(
                "ann started the run and may not decide this hold",
                world.refuses(gives(world, to(World.person("ann", "lead")), World.SAM))
                        .message());
        assertEquals(
                "this hold is for lead, not for boss",
                world.refuses(gives(world, new Recipient.Group("boss"), World.SAM))
                        .message());
        assertNull(world.hold().delegated());
    }

    @Test
    void aGroupOfTheFlowGetsItAndEverybodyOfItMayDecide() {
        World world = held("");
        world.does(gives(world, new Recipient.Group("lead"), World.SAM));
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(gives(world, new Recipient.Group("lead"), ZOE)).reason());
        world.does(approval(world, ZOE));
    }

    @Test
    void withFourEyesTheNextApprovalIsAnybodysAgainAndAVoterGetsItNotASecondTime() {
        World world = held("count: 2");
        world.does(gives(world, to(ZOE), World.SAM)).does(approval(world, ZOE));
        assertNull(world.hold().delegated());
        assertEquals(
                "zoe has approved already; somebody else has to",
                world.refuses(gives(world, to(ZOE), World.SAM)).message());
        world.approve().answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void anEditLeavesItWithWhoHasItAndWhatWasSaid() {
        World world = held("count: 2");
        world.does(says(world, "Is it not 800?", ANN)).does(gives(world, to(World.SAM), ZOE));
        Hold before = world.hold();
        Hold edited = before.edited("New", Map.of(), null, "h", List.of(), List.of());
        assertEquals(before.thread(), edited.thread());
        assertEquals(before.delegated(), edited.delegated());
        assertEquals("New", edited.title());
    }

    @Test
    void anEscalationMakesItEverybodysAgain() {
        World world = held("escalate: { after: 24h, by: [boss] }");
        world.does(gives(world, to(ZOE), World.SAM)).wake(Duration.ofHours(25));
        assertEquals(List.of("lead", "boss"), world.hold().asked());
        world.does(approval(world, World.KIM)).answers("{}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void itGoesRoundOnlySoOften() {
        World world = held("");
        for (int i = 0; i < Hold.MOST_DELEGATIONS; i++) {
            world.does(gives(world, to(i % 2 == 0 ? ZOE : World.SAM), World.SAM));
        }
        Hold.Delegation last = world.hold().delegated();
        assertNotNull(last);
        assertEquals(Hold.MOST_DELEGATIONS, last.times());
        assertEquals(
                Decision.Reason.CONFLICT,
                world.refuses(gives(world, to(ZOE), World.SAM)).reason());
        world.approve();
    }

    @Test
    void aNoteThatSaysNothingIsNone() {
        World world = held("");
        world.does(new Command.DelegateHold(world.holdId(), to(ZOE), " ", World.SAM));
        assertEquals(
                new Event.HoldDelegated(world.now(), world.holdId(), "zoe", "sam", "console", true, null),
                world.log().get(world.log().size() - 1));
    }
}
