package dev.signalbox.runtime.run;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.ForkTrial;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.runtime.view.ForkPlans;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forks runs after one of their events: a new run with the same beginning, by the file that the run had there. */
final class Forks {
    private final Dispatcher dispatcher;
    private final RunStore store;
    private final RunReader reader;
    private final LiveWorkspace workspace;
    private final Environment environment;
    private final Clock clock;
    private final Ids ids;

    Forks(
            Dispatcher dispatcher,
            RunStore store,
            RunReader reader,
            LiveWorkspace workspace,
            Environment environment,
            Clock clock,
            Ids ids) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.reader = reader;
        this.workspace = workspace;
        this.environment = environment;
        this.clock = clock;
        this.ids = ids;
    }

    /** The fork as it is asked for, and the file that it goes by. */
    private record Prepared(Command.ForkRun command, FlowSource.Pinned flow, List<Event> log) {}

    Views.RunView fork(String id, long seq, boolean again, Actor actor) {
        Prepared fork = prepare(id, seq, again, actor);
        return switch (dispatcher.fork(fork.command(), fork.flow())) {
            case Handled.Done done -> reader.run(done.run());
            case Handled.Refused refused -> throw refused(refused.why(), fork);
            case Handled.KeyTaken taken ->
                throw Refusals.keyTaken(fork.flow().flow().flow().name().value(), taken.open());
            case Handled.StartedBefore before -> throw new IllegalStateException("a fork has an id of its own");
            case Handled.NoSuchRun none -> throw new IllegalStateException("a fork begins a run");
            case Handled.Stale stale -> throw new IllegalStateException("a fork has no claim");
        };
    }

    /** What would come of it; nothing happens. */
    ForkViews.ForkPlan plan(String id, long seq, boolean again, Actor actor) {
        Prepared fork = prepare(id, seq, again, actor);
        Decision decision = dispatcher.trial(fork.command(), fork.flow());
        return switch (decision) {
            case Decision.Rejected rejected -> throw refused(rejected, fork);
            case Decision.Accepted accepted -> {
                Live live = new Live(clock.now(), environment.env());
                ForkTrial.Planned planned =
                        ForkTrial.of(fork.flow().flow(), fork.command(), accepted, fork.log(), live);
                Run there = fold(fork.command().past());
                yield ForkPlans.view(fork.command(), there, planned, again, blocked(there));
            }
        };
    }

    private Prepared prepare(String id, long seq, boolean again, Actor actor) {
        RunId run = new RunId(RunReader.nonEmpty(id));
        List<Event> log = store.log(run);
        if (log.isEmpty()) {
            throw Refusals.noRun(id);
        }
        if (seq < 1 || seq > log.size()) {
            throw Refusals.beyond(id, seq, log.size());
        }
        if (log.getFirst() instanceof Event.RunStarted started && Purging.isMark(started.input())) {
            throw Refusals.purged(id);
        }
        long nearest = new ForkPoints(store).nearest(run, seq, log);
        if (nearest != seq) {
            throw Refusals.noForkPoint(seq, nearest, log.get((int) seq - 1) instanceof Event.RunEnded);
        }
        List<Event> past = log.subList(0, (int) seq);
        Command.ForkRun command = new Command.ForkRun(
                ids.next(clock.now()), run, seq, past, again ? List.of() : Recollections.after(log, seq), actor);
        return new Prepared(command, workspace.pinned(fold(past).bundle()), log);
    }

    private static Problem refused(Decision.Rejected rejected, Prepared fork) {
        Problem problem = Refusals.of(rejected);
        return new Problem(
                problem.kind(),
                String.valueOf(problem.getMessage()),
                Map.of("seq", fork.command().seq()));
    }

    /** A key is one open run's. */
    private @Nullable String blocked(Run run) {
        String key = run.key();
        if (key == null) {
            return null;
        }
        return store.openWithKey(key, RunStore.MOST).stream()
                .filter(open -> {
                    Run other = dispatcher.run(open);
                    return other != null && other.flow().equals(run.flow());
                })
                .findFirst()
                .map(open -> Refusals.keyTaken(run.flow().value(), open).getMessage())
                .orElse(null);
    }

    private static Run fold(List<Event> past) {
        Run run = Evolver.evolve(null, past.getFirst());
        for (Event event : past.subList(1, past.size())) {
            run = Evolver.evolve(run, event);
        }
        return run;
    }
}
