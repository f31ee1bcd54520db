package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What has ended takes nothing more: so what was purged of a run's payloads is all that there ever will be of them. */
class EndedTest {
    private static final String TIDIES = """
            limits: { steps: 30, duration: 30d }
            actions: { undo: { echo: {}, args: { type: object }, effect: write, delivery: at_most_once, risk: low } }
            otherwise: { cancelled: tidy, failed: over, unknown: over }
            start: first
            states:
              first: { wait: { for: 10m }, next: done }
              tidy: { call: undo, with: {}, timeout: 9s, next: over }
              over: { end: cancelled, error: "tidied" }
              done: { end: succeeded }
            """;

    private static final Command CANCEL = new Command.CancelRun(World.SAM, "no longer needed");

    /** Cancelled a second time while a write cleans up: the run ends without waiting for it. */
    private static World cutShort(boolean left) {
        World world = World.of(TIDIES).start("{}").does(CANCEL).in("tidy");
        if (left) {
            world.does(leaving(world));
        }
        return world.does(CANCEL).is(RunStatus.CANCELLED);
    }

    private static Command leaving(World world) {
        Effect.ActionCall call = world.call("");
        return new Command.ReportLeaving(call.step(), call.attempt());
    }

    private static World answered(String answer) {
        return CallsTest.writes("at_most_once", "timeout: 9s", "").answers(answer);
    }

    private static final World ANOTHER = World.of("""
            limits: { steps: 2, duration: 1d }
            start: end
            states: { end: { end: succeeded } }
            """);

    /** One of each kind, of everything that the run has or had. */
    private static List<Command> everyCommand(Run run) {
        List<Command> all = new ArrayList<>(List.of(
                World.startCommand("{}"),
                new Command.ForkRun(new RunId("fork"), run.id(), 1, List.of(), List.of(), World.SAM),
                new Command.Wake(),
                CANCEL,
                new Command.RetryRun(World.SAM),
                new Command.MoveRun(
                        run.bundle(),
                        new BundleHash("e".repeat(64)),
                        ANOTHER.flow,
                        Mapping.none(ANOTHER.flow.flow().place()),
                        null,
                        World.SAM),
                new Command.DeliverEvent(new EventName("paid"), "K1", "e1", Map.of())));
        List<HoldId> holds = new ArrayList<>(run.desk().settled().keySet());
        holds.addAll(run.holds().keySet());
        holds.add(new HoldId("none"));
        for (HoldId hold : holds) {
            all.add(new Command.ApproveHold(hold, null, Map.of(), null, null, World.SAM));
            all.add(new Command.RejectHold(hold, null, "no", World.SAM));
            all.add(new Command.AnswerHold(hold, null, "yes", null, World.SAM));
            all.add(new Command.DiscussHold(hold, "why?", World.SAM));
            all.add(new Command.DelegateHold(hold, new Recipient.Person(World.SAM), null, World.SAM));
        }
        for (StepId step : steps(run)) {
            all.add(new Command.ReportLeaving(step, 1));
            all.add(new Command.CompleteAction(step, 1, World.answered("\"late\"")));
            all.add(new Command.CompleteAction(step, 1, new ActionOutcome.Unknown("timeout", "late")));
            all.add(new Command.CompleteModel(step, 1, new ModelOutcome.NeedsPerson("late")));
            all.add(new Command.NoteResult(step, 1, "late"));
            all.add(new Command.CompleteChild(step, new RunId("child"), "succeeded", "late", null, Usage.NONE));
        }
        return all;
    }

    private static List<StepId> steps(Run run) {
        List<StepId> steps = new ArrayList<>();
        if (run.activation() != null) {
            run.activation().steps().values().forEach(step -> steps.add(step.id()));
        }
        return steps;
    }

    private static void assertTakesNothingMore(World world) {
        Run ended = world.after(Duration.ofDays(91)).run();
        for (Command command : everyCommand(ended)) {
            switch (world.decide(command)) {
                case Decision.Rejected refused -> {}
                case Decision.Accepted accepted -> {
                    assertEquals(List.of(), accepted.events(), command::toString);
                    assertEquals(List.of(), accepted.effects(), command::toString);
                }
            }
        }
        assertEquals(ended, world.run());
    }

    @Test
    void aCallThatHadNotLeftWhenItsRunEndedDoesNotLeave() {
        World world = cutShort(false);
        assertEquals(Decision.Reason.LATE, world.refuses(leaving(world)).reason());
        assertTakesNothingMore(world);
    }

    @Test
    void aCallThatHadLeftWhenItsRunEndedAddsNothingToIt() {
        assertTakesNothingMore(cutShort(true));
    }

    @Test
    void noRunTakesAnythingMoreHoweverItEnded() {
        assertTakesNothingMore(answered("\"r1\"").is(RunStatus.SUCCEEDED));
        assertTakesNothingMore(World.of(CallsTest.CALLS)
                .start("{\"id\": \"1\"}")
                .fails("http.400")
                .is(RunStatus.FAILED));
        assertTakesNothingMore(PeopleTest.pays("", 900).does(CANCEL).is(RunStatus.CANCELLED));
        assertTakesNothingMore(QuestionsTest.asked().does(CANCEL).is(RunStatus.CANCELLED));
        assertTakesNothingMore(CallsTest.writes("at_most_once", "timeout: 9s", "")
                .unknown()
                .does(CANCEL)
                .is(RunStatus.CANCELLED));
    }

    @Test
    void everyKindOfCommandIsAmongThoseThatAreTried() {
        Set<Class<?>> tried = everyCommand(cutShort(false).run()).stream()
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertEquals(Arrays.stream(Command.class.getPermittedSubclasses()).collect(Collectors.toSet()), tried);
    }
}
