package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dead process left in its store, read by nobody's engine: each log dense, its fold agreeing with the row, what was
 * in a log before still its beginning.
 */
final class PostMortem {
    /** By run. */
    private final Map<String, Run> runs = new HashMap<>();

    /** Of the runs that customers started, by their {@code input.id}. */
    private final Map<String, Run> started = new HashMap<>();

    private final Map<String, List<Event>> logs = new HashMap<>();

    private PostMortem() {}

    /** @param before what was found the last time; null the first time */
    static PostMortem of(RunStore store, @Nullable PostMortem before) {
        PostMortem found = new PostMortem();
        List<RunRow> page = store.runs(new RunStore.RunQuery(null, null, null, null, RunStore.MOST));
        while (!page.isEmpty()) {
            page.forEach(row -> found.read(store, row, before));
            RunRow last = page.getLast();
            page = store.runs(new RunStore.RunQuery(
                    null, null, null, new RunStore.RunCursor(last.startedAt(), last.id()), RunStore.MOST));
        }
        if (before != null) {
            assertTrue(found.runs.keySet().containsAll(before.runs.keySet()), "a run is gone");
        }
        return found;
    }

    private void read(RunStore store, RunRow row, @Nullable PostMortem before) {
        String id = row.id().value();
        List<Event> was = before == null ? List.of() : before.logs.getOrDefault(id, List.of());
        if (before != null
                && was.size() == row.seq()
                && before.runs.get(id).status().ended()) {
            keep(id, was, before.runs.get(id)); // an ended run that grew no event since
            return;
        }
        List<Event> log = new ArrayList<>();
        Run run = null;
        for (RunStore.LoggedEvent logged : store.events(row.id(), 0, Integer.MAX_VALUE)) {
            log.add(logged.event());
            assertEquals(log.size(), logged.seq(), () -> "the log of " + id + " is not dense");
            run = Evolver.evolve(run, logged.event());
        }
        assertTrue(run != null, () -> id + " has a row and no log");
        assertTrue(
                log.size() >= was.size() && log.subList(0, was.size()).equals(was),
                () -> "what was in the log of " + id + " is not its beginning any more");
        agree(run, row);
        eachResultOnce(log);
        keep(id, log, run);
    }

    /** A result that somebody brings under a claim that has gone to another is not a second one in the log. */
    private static void eachResultOnce(List<Event> log) {
        Set<String> results = new HashSet<>();
        for (Event event : log) {
            String of = switch (event) {
                case Event.CallSucceeded done -> done.step() + " " + done.attempt();
                case Event.CallFailed failed -> failed.step() + " " + failed.attempt();
                case Event.ModelReplied replied -> replied.step() + " " + replied.attempt();
                case Event.ModelFailed failed -> failed.step() + " " + failed.attempt();
                default -> null;
            };
            assertTrue(of == null || results.add(of), () -> "two results of " + of);
        }
    }

    private void keep(String id, List<Event> log, Run run) {
        logs.put(id, log);
        runs.put(id, run);
        if (run.parent() == null && run.input().get("id") instanceof String given) {
            Run other = started.put(given, run);
            assertTrue(other == null, () -> given + " was started twice: " + other.id() + " and " + id);
        }
    }

    /** A parent's row may say that all its child runs wait, which its own log does not know. */
    private static void agree(Run run, RunRow row) {
        assertEquals(run.seq(), row.seq(), "the row's place in the log");
        assertEquals(run.state(), row.state(), "the row's state");
        assertEquals(run.updatedAt(), row.updatedAt(), "the row's time");
        assertEquals(run.wakeAt(), row.wakeAt(), "the row's next time");
        assertEquals(run.usage(), row.usage(), "the row's usage");
        assertTrue(
                run.status() == row.status() || (run.waitsForChildren() && row.status() == RunStatus.PAUSED),
                () -> "the fold says " + run.status() + ", the row " + row.status());
    }

    /** Every start and every decision that a customer was told of. */
    void holdsWhatWasAcknowledged(Customers customers) {
        for (Customers.Order order : customers.orders()) {
            if (order.run != null) {
                Run run = started.get(order.id);
                assertTrue(run != null, () -> "lost: the start of " + order.id);
                assertEquals(order.run, run.id().value(), order.id);
            }
        }
        for (Customers.Decision decision : customers.decisions()) {
            assertTrue(
                    !decision.acknowledged || decided(decision.run).contains(decision.hold),
                    () -> "lost: the decision of " + decision.hold);
        }
    }

    List<Run> runs() {
        return List.copyOf(runs.values());
    }

    @Nullable
    Run run(String id) {
        return runs.get(id);
    }

    /** The run that a customer started. */
    @Nullable
    Run startedAs(String id) {
        return started.get(id);
    }

    List<Event> log(String run) {
        return logs.getOrDefault(run, List.of());
    }

    /** The holds that somebody decided, each at most once. */
    Set<String> decided(String run) {
        Set<String> holds = new HashSet<>();
        for (Event event : log(run)) {
            String hold = null;
            if (event instanceof Event.HoldApproved approved) {
                hold = approved.hold().value();
            } else if (event instanceof Event.HoldAnswered answered) {
                hold = answered.hold().value();
            } else if (event instanceof Event.HoldRejected rejected) {
                hold = rejected.hold().value();
            }
            String id = hold;
            assertTrue(id == null || holds.add(id), () -> "decided twice: " + id);
        }
        holds.remove(null);
        return holds;
    }
}
