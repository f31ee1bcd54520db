package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.codec.SnapshotJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Logs of finished runs, committed as files, give the same bytes as on the day they were written. They are runs of
 * {@link SimulationTest}'s histories; a new one is another {@link Origin}. {@code -Dsim.args=-Dgolden.record=true} takes
 * what was asked of it from its history and writes every log and state again, from the commands that stand in the files:
 * by hand, and only when a change of the bytes is meant and old logs still replay.
 */
class GoldenLogsTest {
    /** Where a golden log was taken from. */
    private record Origin(String name, long seed, String run) {}

    private static final List<Origin> ORIGINS = List.of(
            new Origin("stuck-at-a-limit-and-retried", 209, "r1"),
            new Origin("child-run-question-and-model", 205, "r1"),
            new Origin("unknown-call-and-two-approvals", 144, "019cb2ed-8f99-767a-88b4-e2b61ea2add0"),
            new Origin("each-with-a-failing-model", 237, "r4"),
            new Origin("late-result", 88, "019cae6b-544b-7548-b863-c94a2f094fa2"),
            new Origin("failed-call-and-summary", 174, "r1"),
            new Origin("edited-hold", 24, "019cb8b8-469d-7894-8080-866aac8049f3"),
            new Origin("lapsed-approval", 334, "r3"),
            new Origin("seven-model-calls", 93, "r1"),
            new Origin("four-child-runs", 13, "r1"),
            new Origin("models-children-and-summary", 1124, "r5"),
            // What is said about its hold and to whom it is given stands in its commands by hand: were the simulation's
            // people to do that, every seed would have another history.
            new Origin("hold-talked-about-and-delegated", 144, "019cb2ed-8f99-767a-88b4-e2b61ea2add0"));

    /** A fork of one of them, made an hour after its end and cancelled a minute later where it waits. */
    private record Fork(String name, String of, long seq) {}

    private static final List<Fork> FORKS = List.of(new Fork("fork-of-seven-model-calls", "seven-model-calls", 2));

    @BeforeAll
    static void record() {
        if (!Boolean.getBoolean("golden.record")) {
            return;
        }
        for (Origin origin : ORIGINS) {
            GoldenLog golden = GoldenLog.of(origin.name());
            if (!golden.isThere()) {
                CommandBook book = new CommandBook();
                var unused = Seeds.one(origin.seed(), Simulation.Plan.ROUGH, book);
                CommandBook.Story story = book.stories().get(new RunId(origin.run()));
                assertNotNull(story, () -> origin + " has no such run");
                golden.begin(CommandBook.bundle(origin.seed(), story), story.asked);
            }
            golden.record();
        }
        for (Fork fork : FORKS) {
            GoldenLog golden = GoldenLog.of(fork.name());
            if (!golden.isThere()) {
                golden.begin(GoldenLog.of(fork.of()).bundle(), asked(fork));
            }
            golden.record();
        }
    }

    private static List<GoldenLog.Asked> asked(Fork fork) {
        GoldenLog of = GoldenLog.of(fork.of());
        List<Event> log = of.lines().stream().map(GoldenLog::event).toList();
        Run was = states(of).getLast();
        Command.ForkRun command = new Command.ForkRun(
                new RunId("fork"),
                was.id(),
                fork.seq(),
                log.subList(0, (int) fork.seq()),
                Recollections.after(log, fork.seq()),
                Crowd.OPERATOR);
        Instant now = was.updatedAt().plus(Duration.ofHours(1));
        List<GoldenLog.Asked> asked = new ArrayList<>();
        asked.add(new GoldenLog.Asked(0, now, command));
        if (Decider.decide(of.flow(), null, command, new Live(now, Map.of())) instanceof Decision.Accepted made
                && made.run().open()) {
            asked.add(new GoldenLog.Asked(
                    made.run().seq(),
                    now.plus(Duration.ofMinutes(1)),
                    new Command.CancelRun(Crowd.OPERATOR, "enough")));
        }
        return asked;
    }

    @Test
    void everyEventIsReadAndWrittenAgainToTheSameLine() {
        for (GoldenLog golden : Stream.of(GoldenLog.all(), GoldenLog.earlier())
                .flatMap(List::stream)
                .toList()) {
            long seq = 0;
            for (String line : golden.lines()) {
                assertEquals(line, LogText.write(Codec.event(++seq, GoldenLog.event(line))), golden.toString());
            }
            assertTrue(seq > 0, golden.toString());
        }
    }

    @Test
    void theFoldOfEveryLogIsTheSameStateAndAnOldSnapshotIsReadAsIt() {
        for (GoldenLog golden : GoldenLog.all()) {
            List<Run> states = states(golden);
            Run last = states.get(states.size() - 1);
            assertEquals(golden.committedState(), GoldenLog.state(last), golden.toString());
            Run read = SnapshotJson.read(LogText.parse(golden.committedState()), List.of());
            assertNotNull(read, golden.toString());
            assertEquals(StateText.of(last), StateText.of(read), golden.toString());
        }
    }

    /** Logs of earlier compilers: their runs go on under this program, so all of it has to be read and folded. */
    @Test
    void anEarlierCompilersLogFoldsToItsEndAndItsSnapshotIsRead() {
        List<GoldenLog> earlier = GoldenLog.earlier();
        assertTrue(earlier.size() >= 11, earlier.size() + " logs");
        for (GoldenLog golden : earlier) {
            List<Run> states = states(golden);
            Run last = states.get(states.size() - 1);
            assertTrue(last.status().ended(), golden.toString());
            Run read = SnapshotJson.read(LogText.parse(golden.committedState()), List.of());
            assertNotNull(read, golden.toString());
            assertEquals(last.status(), read.status(), golden.toString());
            assertEquals(last.usage(), read.usage(), golden.toString());
            assertEquals(last.data(), read.data(), golden.toString());
            assertEquals(last.seq(), read.seq(), golden.toString());
        }
    }

    /** Messages, schema, question and manifest of a model's call are in its event, so they are compiled to the same bytes. */
    @Test
    void everyCommandGivesTheSameEventsAndEveryContextIsCompiledToTheSameBytes() {
        int contexts = 0;
        for (GoldenLog golden : GoldenLog.all()) {
            List<Run> states = states(golden);
            List<String> lines = new ArrayList<>();
            for (GoldenLog.Asked asked : golden.commands()) {
                assertEquals(lines.size(), asked.after(), golden.toString());
                Run before = lines.isEmpty() ? null : states.get(lines.size() - 1);
                for (Event event : golden.decide(before, asked)) {
                    lines.add(LogText.write(Codec.event(lines.size() + 1L, event)));
                    contexts += event instanceof Event.ModelRequested ? 1 : 0;
                }
            }
            assertEquals(golden.lines(), lines, golden.toString());
        }
        assertTrue(contexts >= 10, contexts + " contexts");
    }

    @Test
    void togetherTheyHaveEveryTypeOfEventAndEachIsFinished() {
        Map<String, Long> seen = new TreeMap<>();
        Set<String> folders = new HashSet<>();
        for (GoldenLog golden : GoldenLog.all()) {
            folders.add(golden.folder().getFileName().toString());
            List<Event> log = golden.lines().stream().map(GoldenLog::event).toList();
            log.forEach(event -> seen.merge(event.getClass().getSimpleName(), 1L, Long::sum));
            assertInstanceOf(Event.RunEnded.class, log.get(log.size() - 1), golden.toString());
        }
        List<String> missing = Stream.of(Event.class.getPermittedSubclasses())
                // Its command holds a whole file, which a golden log has no line for: SimulationTest and MovingTest
                // fold it.
                .filter(type -> type != Event.RunMoved.class)
                .map(Class::getSimpleName)
                .filter(type -> !seen.containsKey(type))
                .toList();
        assertEquals(List.of(), missing, () -> "never happened; seen " + seen);
        assertEquals(
                Stream.concat(ORIGINS.stream().map(Origin::name), FORKS.stream().map(Fork::name))
                        .collect(java.util.stream.Collectors.toSet()),
                folders,
                "a golden log and where it came from");
    }

    /** The run after each event. */
    private static List<Run> states(GoldenLog golden) {
        List<Run> states = new ArrayList<>();
        Run run = null;
        for (String line : golden.lines()) {
            run = Evolver.evolve(run, GoldenLog.event(line));
            states.add(run);
        }
        return states;
    }
}
