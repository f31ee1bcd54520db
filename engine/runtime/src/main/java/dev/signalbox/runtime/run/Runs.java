package dev.signalbox.runtime.run;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.RunOperations;
import dev.signalbox.runtime.api.StepViews;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that is asked of runs, each by the class that does it. */
public final class Runs implements RunOperations {
    private final Dispatcher dispatcher;
    private final RunReader reader;
    private final Starts starts;
    private final Deliveries deliveries;
    private final Moves moves;
    private final Forks forks;
    private final TimeTravel timeTravel;
    private final Waiting waiting;

    public Runs(
            Dispatcher dispatcher,
            RunStore store,
            RunReader reader,
            Starts starts,
            Deliveries deliveries,
            LiveWorkspace workspace,
            Environment environment,
            Clock clock,
            Ids ids,
            Changes changes) {
        this.dispatcher = dispatcher;
        this.reader = reader;
        this.starts = starts;
        this.deliveries = deliveries;
        moves = new Moves(dispatcher, reader, workspace, environment, clock);
        forks = new Forks(dispatcher, store, reader, workspace, environment, clock, ids);
        timeTravel = new TimeTravel(store, workspace);
        waiting = new Waiting(dispatcher, changes);
    }

    @Override
    public Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor) {
        return starts.start(flow, input, idempotencyKey, actor);
    }

    @Override
    public Views.Page<Views.RunSummary> runs(Views.RunFilter filter) {
        return reader.runs(filter);
    }

    @Override
    public Views.RunView run(String id) {
        return reader.run(id);
    }

    @Override
    public List<Map<String, Object>> events(String run, long after) {
        return reader.events(run, after);
    }

    @Override
    public Views.RunView cancel(String run, @Nullable String reason, Actor actor) {
        return command(run, new Command.CancelRun(actor, reason));
    }

    @Override
    public Views.RunView retry(String run, Actor actor) {
        return command(run, new Command.RetryRun(actor));
    }

    private Views.RunView command(String id, Command command) {
        return switch (dispatcher.handle(new RunId(RunReader.nonEmpty(id)), command)) {
            case Handled.Done done -> reader.run(done.run());
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.NoSuchRun none -> throw Refusals.noRun(id);
            case Handled.KeyTaken taken -> throw new IllegalStateException("only a start takes a key");
            case Handled.StartedBefore before -> throw new IllegalStateException("only a start starts");
            case Handled.Stale stale -> throw new IllegalStateException("only an effect has a claim");
        };
    }

    @Override
    public Views.MoveView move(String run, Views.MoveRequest request, Actor actor) {
        return moves.move(run, request, actor);
    }

    @Override
    public Views.RunView fork(String run, ForkViews.ForkRequest request, Actor actor) {
        Long seq = request.seq();
        if (seq == null) {
            return starts.again(run, actor);
        }
        starts.refuseWhenBusy();
        return forks.fork(run, seq, request.again(), actor);
    }

    @Override
    public ForkViews.ForkPlan forkPlan(String run, ForkViews.ForkRequest request, Actor actor) {
        Long seq = request.seq();
        if (seq == null) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "Say after which event to fork (`seq`): without one, everything of the run is done again.");
        }
        return forks.plan(run, seq, request.again(), actor);
    }

    @Override
    public StepViews.RunAt at(String run, long seq, @Nullable Long from) {
        return timeTravel.at(run, seq, from);
    }

    @Override
    public Views.EventReceipt send(Views.EventRequest event, Actor actor) {
        return deliveries.send(event, null);
    }

    @Override
    public Views.RunView await(String run, Duration atMost) {
        Run awaited = waiting.await(new RunId(RunReader.nonEmpty(run)), atMost);
        if (awaited == null) {
            throw Refusals.noRun(run);
        }
        return reader.run(awaited);
    }
}
