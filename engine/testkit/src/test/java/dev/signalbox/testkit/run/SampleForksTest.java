package dev.signalbox.testkit.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadTests;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every run of the sample flows' tests, forked wherever it entered a state: with recorded results, and people and systems that do
 * what they did, it comes to the same state with the same data, and nothing is asked of an action or a model.
 */
class SampleForksTest {
    private static final FileSources FILES = new FileSources(Path.of("../../flows"));
    private static final CheckedWorkspace CHECKED = WorkspaceChecker.check(WorkspaceFolder.load(FILES));
    private static final TestedFlows FLOWS = new TestedFlows(CHECKED, FILES);

    @Test
    void aForkWithRecordedResultsComesToTheSameEndAsItsRun() throws InterruptedException {
        int forks = 0;
        Set<String> flows = new LinkedHashSet<>();
        for (ReadTests read : CHECKED.loaded().tests().values()) {
            TestFile file = Objects.requireNonNull(read.tests());
            for (TestCase test : file.tests()) {
                for (PlayedRun played : TestRun.of(FLOWS, file, test).play().runs()) {
                    if (!played.run().status().ended()) {
                        continue;
                    }
                    flows.add(played.run().flow().value());
                    for (long seq = 1; seq < played.events().size(); seq++) {
                        if (played.events().get((int) seq - 1) instanceof Event.StateEntered) {
                            new Fork(played, seq, file.path() + ": " + test.name() + ", after " + seq)
                                    .comesToTheSameEnd();
                            forks++;
                        }
                    }
                }
            }
        }
        assertTrue(forks > 100, forks + " forks");
        assertTrue(flows.size() >= 4, flows.toString());
    }

    /** One fork, driven on by what the log says of people, of events and of time. */
    private static final class Fork {
        private final PlayedRun played;
        private final List<Event> log;
        private final String where;
        private final List<Effect> asked = new ArrayList<>();
        private final Set<String> delivered = new LinkedHashSet<>();
        /** By how much all that is told of by the log comes later here. */
        private final Duration shift;

        private Instant now;
        private Run run;

        Fork(PlayedRun played, long seq, String where) {
            this.played = played;
            this.where = where;
            log = played.events();
            Instant left = log.get((int) seq - 1).at();
            now = grows() ? left : log.getLast().at().plus(Duration.ofDays(3));
            shift = Duration.between(left, now);
            Actor who = new Actor("forker", Set.of(), "test", true, true);
            List<Event> past = log.subList(0, (int) seq);
            Command.ForkRun fork = new Command.ForkRun(
                    new RunId("00000000-0000-7000-8000-00000000f0f0"),
                    played.run().id(),
                    seq,
                    past,
                    Recollections.after(log, seq),
                    who);
            run = take(Decider.decide(played.flow(), null, fork, live()));
        }

        /** Whether data grows old in it: days later it would be fetched anew, from whoever has it then. */
        private boolean grows() {
            return played.flow().flow().data().values().stream().anyMatch(name -> name.fetch() != null);
        }

        private Live live() {
            return new Live(now, Outside.of(FLOWS.workspace()).env());
        }

        private Run take(Decision decision) {
            Decision.Accepted accepted = assertInstanceOf(Decision.Accepted.class, decision, where);
            asked.addAll(accepted.effects());
            Run folded = run;
            for (Event event : accepted.events()) {
                folded = Evolver.evolve(folded, event);
            }
            assertEquals(accepted.run(), folded, where);
            return accepted.run();
        }

        private void does(Command command) {
            run = take(Decider.decide(played.flow(), run, command, live()));
        }

        void comesToTheSameEnd() {
            for (int i = 0; i < 300 && run.open(); i++) {
                if (!decided() && !heard()) {
                    Instant wake = Objects.requireNonNull(run.wakeAt(), () -> where + " hangs: " + run);
                    now = wake.isAfter(now) ? wake.plusSeconds(1) : now.plusSeconds(1);
                    does(new Command.Wake());
                }
            }
            assertEquals(played.run().status(), run.status(), () -> where + ": " + run.error());
            assertEquals(played.run().state(), run.state(), where);
            assertEquals(played.run().data(), run.data(), where);
            assertEquals(played.run().output(), run.output(), where);
            assertEquals(played.run().visits(), run.visits(), where);
            assertEquals(List.of(), unanswered(), where);
        }

        /** What was asked really; of a fetch, how old it may be decides anew. */
        private List<Effect> unanswered() {
            return asked.stream()
                    .filter(effect -> effect instanceof Effect.ActionCall || effect instanceof Effect.ModelCall)
                    .toList();
        }

        private boolean decided() {
            for (Hold hold : List.copyOf(run.holds().values())) {
                Command decision = decision(hold);
                if (decision != null) {
                    does(decision);
                    return true;
                }
            }
            return false;
        }

        /**
         * As the hold in its place was decided in the end; after as long a time, for what was fetched grows old
         * meanwhile.
         */
        private Command decision(Hold hold) {
            Instant opened = null;
            Instant decided = null;
            Set<HoldId> same = new LinkedHashSet<>();
            Map<String, Object> edit = new LinkedHashMap<>();
            List<String> voters = new ArrayList<>();
            Command last = null;
            for (Event event : log) {
                if (event instanceof Event.HoldOpened it
                        && place(it.hold().id()).equals(place(hold.id()))) {
                    same.add(it.hold().id());
                    opened = it.at();
                } else if (event instanceof Event.HoldEdited it && same.contains(it.hold())) {
                    edit.putAll(it.edit());
                } else if (event instanceof Event.HoldVoted it && same.contains(it.hold())) {
                    voters.add(it.by());
                } else if (event instanceof Event.HoldApproved it && same.contains(it.hold())) {
                    voters.add(it.by());
                    decided = it.at();
                    int votes = hold.votes().size();
                    last = new Command.ApproveHold(
                            hold.id(),
                            hold.hash(),
                            votes == 0 ? edit : Map.of(),
                            null,
                            it.note(),
                            who(voters.get(Math.min(votes, voters.size() - 1))));
                } else if (event instanceof Event.HoldRejected it && same.contains(it.hold())) {
                    decided = it.at();
                    last = new Command.RejectHold(hold.id(), hold.hash(), it.note(), who(it.by()));
                } else if (event instanceof Event.HoldAnswered it && same.contains(it.hold())) {
                    decided = it.at();
                    last = new Command.AnswerHold(hold.id(), hold.hash(), it.answer(), it.note(), who(it.by()));
                }
            }
            if (opened != null && decided != null) {
                Instant then = hold.openedAt().plus(Duration.between(opened, decided));
                now = then.isAfter(now) ? then : now;
            }
            return last;
        }

        /** What a hold's id says beside its run: of which state, and the how manieth there. */
        private static String place(HoldId hold) {
            return hold.value().substring(hold.value().indexOf('.'));
        }

        private static Actor who(String id) {
            return new Actor(id, Set.of(), "test", true, true);
        }

        /** Whether that is not after what is to be woken for; then it is that late now. */
        private boolean comesNext(Instant at) {
            Instant wake = run.wakeAt();
            boolean next = wake == null || !wake.isBefore(at);
            now = next && at.isAfter(now) ? at : now;
            return next;
        }

        private boolean heard() {
            for (Waiter waiter : run.waiters()) {
                for (Event event : log) {
                    if (event instanceof Event.EventReceived it
                            && it.name().equals(waiter.event())
                            && it.key().equals(waiter.key())
                            && comesNext(it.at().plus(shift))
                            && delivered.add(it.id())) {
                        does(new Command.DeliverEvent(it.name(), it.key(), it.id(), it.payload()));
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
