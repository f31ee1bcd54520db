package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies commands to runs: one at a time for each run, decided on the run as it was committed last, made durable in one
 * commit, and only then answered and carried out. When the store fails nothing more is answered. Safe to share between
 * threads; blocks the caller until the commit is durable.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A commit that comes second is decided again: each time somebody else has moved the run on, so it ends. */
    private static final int TRIES = 100;

    private final RunStore store;
    private final FlowSource flows;
    private final Environment environment;
    private final Calibrations calibrations;
    private final Clock clock;
    private final Bounds bounds;
    private final Changes changes;
    private final Cells cells;
    private final FamilyRows rows;
    private final StoreGuard guard;
    private final Reducer reducer;
    private final Telemetry telemetry;
    private final Tidings tidings;
    private final Background background;
    private final EffectRunner effects;
    private final Children children;
    private final Timers timers;
    private final Recovery recovery;
    private final Neighbours neighbours;
    private volatile boolean closing;

    public Dispatcher(Ports ports, Bounds bounds, Changes changes) {
        store = ports.store();
        flows = ports.flows();
        environment = ports.environment();
        calibrations = ports.calibrations();
        clock = ports.clock();
        reducer = ports.reducer();
        telemetry = ports.telemetry();
        tidings = ports.tidings();
        background = new Background(ports.threads());
        this.bounds = bounds;
        this.changes = changes;
        cells = new Cells(bounds.hotRuns());
        guard = new StoreGuard(telemetry);
        rows = new FamilyRows(this, store, cells, changes);
        children = new Children(this, store, flows);
        effects = new EffectRunner(this, ports, children, bounds, background);
        timers = new Timers(this, store, clock, background, bounds.batch());
        recovery = new Recovery(this, store, effects, bounds);
        neighbours = new Neighbours(this, ports, effects, recovery, children, timers, background, changes);
    }

    /** Takes up what an earlier owner of the store left: its effects, then what came due meanwhile. */
    public void recover() {
        recovery.run();
        timers.start();
        neighbours.start();
    }

    /**
     * Starts a run, or says which one stands in its way.
     *
     * @param startKey null without
     */
    public Handled start(Command.StartRun start, FlowSource.Pinned flow, Commit.@Nullable StartKey startKey) {
        try (Telemetry.Watch<String> watch = telemetry.handling(start.run(), start)) {
            Handled handled = begin(start.run(), start, flow, startKey);
            watch.outcome(handled.word());
            return handled;
        }
    }

    /** Begins a run with the beginning of another one. */
    public Handled fork(Command.ForkRun fork, FlowSource.Pinned flow) {
        try (Telemetry.Watch<String> watch = telemetry.handling(fork.run(), fork)) {
            Handled handled = begin(fork.run(), fork, flow, null);
            watch.outcome(handled.word());
            return handled;
        }
    }

    /** What a fork would come to at once; nothing happens. */
    public Decision trial(Command.ForkRun fork, FlowSource.Pinned flow) {
        return reducer.decide(flow.flow(), null, fork, live());
    }

    private Handled begin(RunId run, Command start, FlowSource.Pinned flow, Commit.@Nullable StartKey startKey) {
        guard.refuseWhenOver();
        Cells.Cell cell = cells.enter(run);
        Handled handled;
        try {
            Decision decision = reducer.decide(flow.flow(), null, start, live());
            handled = switch (decision) {
                case Decision.Rejected rejected -> new Handled.Refused(rejected);
                case Decision.Accepted accepted -> {
                    Commit commit = told(null, accepted, Commits.of(null, start, null, accepted, startKey, how()));
                    yield switch (append(commit)) {
                        case Appended.Done done -> {
                            committed(null, accepted, commit, flow);
                            yield new Handled.Done(accepted.run());
                        }
                        case Appended.Behind behind -> new Handled.StartedBefore(run);
                        case Appended.KeyTaken taken -> new Handled.KeyTaken(taken.open());
                        case Appended.StartedBefore before -> new Handled.StartedBefore(before.run());
                        case Appended.Stale stale -> throw new IllegalStateException("a start has no claim");
                    };
                }
            };
        } finally {
            cells.leave(run, cell);
        }
        if (handled instanceof Handled.Done done) {
            follow(null, done.run());
        }
        return handled;
    }

    /** Applies any other command that is no effect's. */
    public Handled handle(RunId id, Command command) {
        return handle(id, command, null);
    }

    /** @param under the claim on the effect whose leaving or result the command is; null for any other */
    Handled handle(RunId id, Command command, @Nullable Claim under) {
        try (Telemetry.Watch<String> watch = telemetry.handling(id, command)) {
            Handled handled = apply(id, command, under);
            watch.outcome(handled.word());
            return handled;
        }
    }

    private Handled apply(RunId id, Command command, @Nullable Claim under) {
        guard.refuseWhenOver();
        Cells.Cell cell = cells.enter(id);
        Run before = null;
        Handled handled = null;
        try {
            for (int i = 0; handled == null && i < TRIES; i++) {
                Run hot = cells.hot(id);
                before = hot != null ? hot : load(id);
                handled = before == null
                        ? new Handled.NoSuchRun(id)
                        : attempt(before, command, under, hot != null && store.shared());
            }
        } finally {
            cells.leave(id, cell);
        }
        if (handled == null) {
            throw new StoreException("The run " + id + " is changed by somebody else all the time.");
        }
        if (handled instanceof Handled.Done done) {
            follow(before, done.run());
        }
        return handled;
    }

    /**
     * Null when another commit was quicker and the run is to be read again.
     *
     * @param doubtful the run is from memory and another engine may have moved it on: only a commit is then an answer
     */
    private @Nullable Handled attempt(Run before, Command command, @Nullable Claim under, boolean doubtful) {
        FlowSource.Pinned flow = flows.pinned(before.bundle());
        return switch (reducer.decide(flow.flow(), before, command, live())) {
            case Decision.Rejected rejected -> doubtful ? readAgain(before) : refused(command, under, rejected);
            case Decision.Accepted accepted -> {
                boolean nothing =
                        accepted.events().isEmpty() && accepted.effects().isEmpty() && Commits.settled(command) == null;
                if (!nothing) {
                    yield accepted(before, command, under, accepted, flow);
                }
                yield doubtful ? readAgain(before) : new Handled.Done(accepted.run());
            }
        };
    }

    private @Nullable Handled readAgain(Run run) {
        cells.forget(run.id());
        return null;
    }

    private Handled refused(Command command, @Nullable Claim under, Decision.Rejected rejected) {
        EffectId result = Commits.settled(command);
        if (result != null) {
            LOG.info("A result came too late to count: {} ({})", result, rejected.message());
            // The end of a child run is a fact, whoever started it.
            Claim over = under != null ? under : Claim.last(result);
            guarded(() -> store.settle(over));
        }
        return new Handled.Refused(rejected);
    }

    private @Nullable Handled accepted(
            Run before, Command command, @Nullable Claim under, Decision.Accepted accepted, FlowSource.Pinned flow) {
        Commit commit = told(before, accepted, Commits.of(before, command, under, accepted, null, how()));
        return switch (append(commit)) {
            case Appended.Done done -> {
                BundleHash bundle = accepted.run().bundle();
                committed(before, accepted, commit, bundle.equals(flow.bundle()) ? flow : flows.pinned(bundle));
                yield new Handled.Done(accepted.run());
            }
            case Appended.Behind behind -> readAgain(before);
            case Appended.Stale stale -> new Handled.Stale(stale.number());
            case Appended.KeyTaken taken -> throw new IllegalStateException("only a start takes a key");
            case Appended.StartedBefore started -> throw new IllegalStateException("only a start starts");
        };
    }

    private Commit told(@Nullable Run before, Decision.Accepted accepted, Commit commit) {
        return commit.withNotices(tidings.of(before, accepted.run(), commit));
    }

    private Commits.How how() {
        boolean full = store.shared() && effects.size() >= bounds.effects();
        return new Commits.How(full, bounds.snapshotEvery());
    }

    /** The run as it was committed last, or null when there is none. What is remembered spares reading its log. */
    public @Nullable Run run(RunId id) {
        Run hot = cells.hot(id);
        if (hot == null) {
            return load(id);
        }
        return store.shared() && movedOn(hot) ? load(id) : hot;
    }

    /** As far as this engine has heard the run goes on by itself; listeners are told when it comes to rest. */
    public boolean runsOn(RunId id) {
        Run hot = cells.hot(id);
        return hot != null && hot.status() == RunStatus.RUNNING && !hot.waitsForChildren();
    }

    private boolean movedOn(Run hot) {
        RunRow row = guarded(() -> Optional.ofNullable(store.row(hot.id()))).orElse(null);
        return row == null || row.seq() != hot.seq();
    }

    /** The run as the store has it: what is in memory may be one commit behind for a moment. */
    public @Nullable Run stored(RunId id) {
        return load(id);
    }

    private @Nullable Run load(RunId id) {
        RunStore.StoredRun stored =
                guarded(() -> Optional.ofNullable(store.load(id))).orElse(null);
        if (stored == null) {
            return null;
        }
        Run run = stored.snapshot() == null ? null : stored.snapshot().run();
        for (Event event : stored.events()) {
            run = reducer.evolve(run, event);
        }
        return run;
    }

    private Live live() {
        return new Live(clock.now(), environment.env()).withCalibrations(calibrations.current());
    }

    Appended append(Commit commit) {
        long began = System.nanoTime();
        Appended answer = guarded(() -> store.append(commit));
        telemetry.appended(commit, answer, System.nanoTime() - began);
        return answer;
    }

    /** What is asked of the store by the engine itself, not by who only looks; its failure ends everything. */
    public <T> T guarded(Supplier<T> work) {
        return guard.guarded(work);
    }

    void guarded(Runnable work) {
        guard.guarded(() -> {
            work.run();
            return work;
        });
    }

    /** Still in the run's cell: memory moves, and what the commit brought is carried out. */
    private void committed(@Nullable Run before, Decision.Accepted accepted, Commit commit, FlowSource.Pinned flow) {
        Run after = accepted.run();
        cells.remember(
                commit.snapshot() == null ? after : SnapshotJson.kept(after),
                commit.row().status() == RunStatus.RUNNING);
        for (Effect effect : accepted.effects()) {
            if (!commit.free() || effect instanceof Effect.Abandon) {
                effects.carryOut(effect, flow);
            }
        }
        timers.committed(before == null ? null : before.wakeAt(), commit.row());
        if (!commit.notices().isEmpty()) {
            tidings.written();
        }
    }

    /** Out of the cell: others are told, parents among them. */
    private void follow(@Nullable Run before, Run after) {
        if (before != null && before.seq() == after.seq()) {
            return;
        }
        String status = after.status().text();
        changes.tell(new Views.Change("run", after.id().value(), status));
        if (!after.holds().equals(before == null ? java.util.Map.of() : before.holds())) {
            changes.tell(new Views.Change("hold", after.id().value(), status));
        }
        StepId parent = after.parent();
        boolean moved = before == null || before.status() != after.status();
        if (parent != null && after.status().ended() && moved) {
            background.run("child-end-" + after.id(), () -> children.ended(after));
        } else if (parent != null && moved) {
            background.run("child-status-" + after.id(), () -> rows.refresh(parent.run()));
        }
        if (after.waitsForChildren()) {
            background.run("row-" + after.id(), () -> rows.refresh(after.id()));
        }
    }

    /** The run's row as it is this very moment, child runs looked at; null when there is no such run. */
    public @Nullable RunRow row(RunId id) {
        return rows.of(id);
    }

    /** The row of the run at hand. */
    public RunRow row(Run run) {
        return rows.of(run);
    }

    /** A new run may begin: not too much waits already. */
    public boolean hasRoom() {
        return effects.size() < bounds.waiting();
    }

    /**
     * Another engine moved the run: stops what it no longer waits for here. In the run's cell, so that a call which this engine
     * has just committed is not held to a run that is older than it.
     */
    @Nullable
    Run lookAgain(RunId id) {
        Cells.Cell cell = cells.enter(id);
        try {
            Run run = load(id);
            if (run != null) {
                effects.lookAgain(run);
            }
            return run;
        } finally {
            cells.leave(id, cell);
        }
    }

    /** Tells neighbours and listeners nothing; only what is remembered of the run is given up. */
    public void forget(RunId id) {
        cells.forget(id);
    }

    /** How many effects are under way or wait for their turn. */
    public int effects() {
        return effects.size();
    }

    /** How many runs are in memory. */
    public int runsInMemory() {
        return cells.size();
    }

    boolean closing() {
        return closing || guard.failure() != null;
    }

    /** Why nothing is done any more, or null. */
    public @Nullable StoreException failure() {
        return guard.failure();
    }

    /**
     * Lets effects under way end, for as long as {@link Bounds#drain} says, then interrupts them: they are taken up at the
     * next start. Their results are still committed; what those bring is left for the next start. The store stays open.
     */
    @Override
    public void close() {
        closing = true;
        timers.close();
        neighbours.close();
        effects.beginNoMore();
        if (guard.failure() != null || !background.awaitQuiet(bounds.drain())) {
            effects.interruptAll();
            background.awaitQuiet(bounds.drain().plusSeconds(1));
        }
    }
}
