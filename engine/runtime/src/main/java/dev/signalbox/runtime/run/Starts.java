package dev.signalbox.runtime.run;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Typed;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Ids;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.runtime.trigger.Launch;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Begins runs: of a flow's file as it is now, once for each key, and of what another run was begun with. */
public final class Starts implements Launch {
    /** How long an {@code Idempotency-Key} gives the run it gave before. */
    private static final Duration START_KEY = Duration.ofDays(1);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final RunReader reader;
    private final LiveWorkspace workspace;
    private final Clock clock;
    private final Ids ids;
    private final BooleanSupplier draining;

    /** @param draining whether no run is begun any more */
    public Starts(
            Dispatcher dispatcher,
            RunStore store,
            RunReader reader,
            LiveWorkspace workspace,
            Clock clock,
            Ids ids,
            BooleanSupplier draining) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.reader = reader;
        this.workspace = workspace;
        this.clock = clock;
        this.ids = ids;
        this.draining = draining;
    }

    public Views.RunView start(String flow, Object input, @Nullable String idempotencyKey, Actor actor) {
        FlowName name = new FlowName(RunReader.nonEmpty(flow));
        Map<String, Object> values = input instanceof Map<?, ?> ? Json.object(input) : Typed.input(input);
        Instant now = clock.now();
        if (idempotencyKey != null) {
            RunId before = store.startedBy(idempotencyKey, now);
            if (before != null) {
                return startedBefore(before, name, idempotencyKey);
            }
        }
        refuseWhenBusy();
        FlowSource.Pinned pinned = dispatcher.guarded(() -> workspace.current(name));
        Commit.StartKey startKey =
                idempotencyKey == null ? null : new Commit.StartKey(idempotencyKey, now.plus(START_KEY));
        return start(pinned, values, startKey, actor);
    }

    @Override
    public Launched start(FlowName flow, Map<String, Object> input, Commit.StartKey key, String startedBy) {
        RunId before = started(key.key());
        if (before != null) {
            return new Launched(before, true);
        }
        refuseWhenBusy();
        FlowSource.Pinned pinned = fit(flow);
        Command.StartRun start =
                new Command.StartRun(ids.next(clock.now()), pinned.bundle(), input, null, startedBy, null, Limits.NONE);
        return switch (dispatcher.start(start, pinned, key)) {
            case Handled.Done done -> new Launched(done.run().id(), false);
            case Handled.StartedBefore known -> new Launched(known.run(), true);
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.KeyTaken taken -> throw Refusals.keyTaken(flow.value(), taken.open());
            case Handled.NoSuchRun none -> throw Refusals.noRun(none.run().value());
            case Handled.Stale stale -> throw new IllegalStateException("a start has no claim");
        };
    }

    @Override
    public Views.RunView start(FlowName flow, Map<String, Object> input, Actor actor) {
        return start(flow.value(), input, null, actor);
    }

    /** A file that somebody is about to mend is no fault of what came: it is to come again. */
    private FlowSource.Pinned fit(FlowName flow) {
        try {
            return dispatcher.guarded(() -> workspace.current(flow));
        } catch (Problem broken) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "The flow " + flow + " cannot be started just now: a file of its workspace has an error.");
        }
    }

    @Override
    public @Nullable RunId started(String key) {
        return store.startedBy(key, clock.now());
    }

    /** A new run of the bundle and the input that another run was begun with. */
    public Views.RunView again(String run, Actor actor) {
        refuseWhenBusy();
        Run origin = dispatcher.run(new RunId(RunReader.nonEmpty(run)));
        if (origin == null) {
            throw Refusals.noRun(run);
        }
        if (Purging.isMark(origin.input())) {
            throw Refusals.purged(run);
        }
        return start(workspace.pinned(origin.bundle()), origin.input(), null, actor);
    }

    /** While the engine stops, or has too much to do already. */
    public void refuseWhenBusy() {
        if (draining.getAsBoolean()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Signalbox is stopping and starts no run; try again later.");
        }
        if (!dispatcher.hasRoom()) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE, "Too much is waiting to be done to start another run; try again later.");
        }
    }

    private Views.RunView start(
            FlowSource.Pinned pinned, Map<String, Object> input, Commit.@Nullable StartKey startKey, Actor actor) {
        FlowName name = pinned.flow().flow().name();
        Command.StartRun start = new Command.StartRun(
                ids.next(clock.now()), pinned.bundle(), input, null, actor.id(), null, Limits.NONE);
        return switch (dispatcher.start(start, pinned, startKey)) {
            case Handled.Done done -> reader.run(done.run());
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.KeyTaken taken -> throw Refusals.keyTaken(name.value(), taken.open());
            case Handled.StartedBefore before ->
                startedBefore(before.run(), name, startKey == null ? "" : startKey.key());
            case Handled.NoSuchRun none -> throw Refusals.noRun(none.run().value());
            case Handled.Stale stale -> throw new IllegalStateException("a start has no claim");
        };
    }

    private Views.RunView startedBefore(RunId run, FlowName flow, String startKey) {
        Views.RunView view = reader.run(run.value());
        if (!view.flow().equals(flow.value())) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "The idempotency key " + startKey + " started a run of " + view.flow() + " before: " + run + ".",
                    Map.of("run", run.value()));
        }
        return view;
    }
}
