package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out when their turn has come ({@link Turns}), no two side by side on one thread. Results come back as commands, under
 * the claim that the effect was begun with: one whose claim is lost meanwhile is noted as evidence and changes nothing.
 */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final FlowSource flows;
    private final ActionPort actions;
    private final DayGate models;
    private final Children children;
    private final Background background;
    private final Telemetry telemetry;
    private final Calibrations calibrations;
    private final Turns turns;
    private final Map<EffectId, Task> tasks = new ConcurrentHashMap<>();

    @SuppressWarnings("ThreadLocalUsage") // an engine's own: two engines in one process do not share threads' work
    private final ThreadLocal<@Nullable Succession> successions = new ThreadLocal<>();

    private interface Work {
        void run() throws InterruptedException;
    }

    private final class Task implements Turns.Entry {
        final Effect effect;
        final Claim claim;
        final Turns.Target target;
        final Work work;
        final Telemetry.Turn turn;
        final AtomicBoolean begun = new AtomicBoolean();
        final CountDownLatch ended = new CountDownLatch(1);
        volatile boolean abandoned;
        private @Nullable Thread thread;

        Task(Effect effect, Claim claim, Turns.Target target, Work work) {
            this.effect = effect;
            this.claim = claim;
            this.target = target;
            this.work = work;
            turn = telemetry.waiting(effect);
        }

        @Override
        public RunId run() {
            return effect.step().run();
        }

        @Override
        public Turns.Target target() {
            return target;
        }

        @Override
        public long tokens() {
            return Targets.tokens(effect);
        }

        @Override
        public void begin() {
            Succession succession = successions.get();
            if (succession == null || !succession.take(this)) {
                onThreadOfItsOwn();
            }
        }

        void onThreadOfItsOwn() {
            background.run(
                    "effect-" + effect.step() + "-" + claim.effect().attempt(), () -> carryOutInSuccession(this));
        }

        /** Once, whoever comes first. */
        private void carryOut() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            goOn(Thread.currentThread());
            try {
                if (!abandoned && !dispatcher.closing()) {
                    turn.begins();
                    work.run();
                }
            } catch (InterruptedException e) {
                LOG.debug("Stopped {}", claim.effect());
            } finally {
                goOn(null);
                over();
            }
        }

        /** Its thread may go on with another task, which an interruption of this one must not meet. */
        private synchronized void goOn(@Nullable Thread on) {
            thread = on;
            if (on == null && abandoned) {
                Thread.interrupted();
            }
        }

        /** False when it has no thread, not yet or not any more. */
        private synchronized boolean interrupt() {
            Thread its = thread;
            if (its != null && its != Thread.currentThread()) {
                its.interrupt();
            }
            return its != null;
        }

        private void over() {
            turn.close();
            tasks.remove(claim.effect(), this);
            ended.countDown();
        }

        void stop() {
            abandoned = true;
            if (!interrupt() && turns.withdraw(this)) {
                over();
            }
        }
    }

    /**
     * What a thread goes on with when its effect is over: the first of those that the effect's own result brought. Most runs
     * do one thing after another, and a new thread for each would cost more than the commit's own work.
     */
    private static final class Succession {
        private boolean reporting;
        private @Nullable Task next;

        boolean take(Task task) {
            if (!reporting || next != null) {
                return false;
            }
            next = task;
            return true;
        }

        @Nullable
        Task next() {
            Task its = next;
            next = null;
            return its;
        }
    }

    EffectRunner(Dispatcher dispatcher, Ports ports, Children children, Bounds bounds, Background background) {
        this.dispatcher = dispatcher;
        store = ports.store();
        flows = ports.flows();
        actions = ports.actions();
        models = new DayGate(dispatcher, ports);
        telemetry = ports.telemetry();
        calibrations = ports.calibrations();
        this.children = children;
        this.background = background;
        turns = new Turns(bounds.effects(), bounds.effectsOfRun(), ports.clock());
    }

    /** Those under way and those that wait for their turn. */
    int size() {
        return tasks.size();
    }

    int waiting() {
        return turns.waiting();
    }

    /** Returns at once. While the engine closes, an effect is left for the next start. */
    void carryOut(Effect effect, FlowSource.Pinned flow) {
        carryOut(effect, Claim.first(EffectId.of(effect)), flow);
    }

    private void carryOut(Effect effect, Claim claim, FlowSource.Pinned flow) {
        switch (effect) {
            case Effect.Abandon abandon -> stop(abandon.step());
            case Effect.ActionCall call -> begin(call, claim, Targets.of(call, flow), () -> act(call, claim));
            case Effect.ModelCall call -> begin(call, claim, Targets.of(call, flow), () -> ask(call, claim, flow));
            case Effect.ChildRun child -> begin(child, claim, Turns.Target.ANY, () -> children.start(child));
            case Effect.CancelChild child ->
                begin(child, claim, Turns.Target.ANY, () -> {
                    awaitStart(child.step());
                    children.cancel(child, claim);
                });
        }
    }

    private void begin(Effect effect, Claim claim, Turns.Target target, Work work) {
        if (dispatcher.closing()) {
            return;
        }
        Task task = new Task(effect, claim, target, work);
        tasks.put(claim.effect(), task);
        turns.ask(task);
    }

    private void carryOutInSuccession(Task first) {
        Succession succession = new Succession();
        successions.set(succession);
        Task task = first;
        try {
            while (task != null) {
                try {
                    task.carryOut();
                } finally {
                    turns.done(task);
                }
                task = succession.next();
            }
        } finally {
            Task left = succession.next(); // after a failure only
            if (left != null) {
                left.onThreadOfItsOwn();
            }
        }
    }

    private void act(Effect.ActionCall call, Claim claim) throws InterruptedException {
        RunId run = call.step().run();
        if (call.delivery() == Action.Delivery.AT_MOST_ONCE) {
            Command leaving = new Command.ReportLeaving(call.step(), call.attempt());
            Handled handled = dispatcher.handle(run, leaving, claim);
            if (!(handled instanceof Handled.Done)) {
                LOG.info("A call is not wanted any more: {}", claim.effect());
                dispatcher.guarded(() -> store.settle(claim));
                return;
            }
        }
        ActionOutcome outcome = outcome(call);
        report(claim, new Command.CompleteAction(call.step(), call.attempt(), outcome), Evidence.of(outcome));
    }

    /** A port that throws is a defect of ours; what was a write may have happened all the same. */
    private ActionOutcome outcome(Effect.ActionCall call) throws InterruptedException {
        try {
            return actions.call(call);
        } catch (RuntimeException e) {
            LOG.error("The action {} failed unexpectedly", call.action(), e);
            String message = "The action ended with " + e.getClass().getSimpleName() + ": " + e.getMessage();
            return call.effect() == Action.Effect.WRITE
                    ? new ActionOutcome.Unknown("error", message)
                    : new ActionOutcome.Failed("action.error", message, null, null);
        }
    }

    private void ask(Effect.ModelCall call, Claim claim, FlowSource.Pinned flow) throws InterruptedException {
        ModelOutcome outcome;
        try {
            outcome = models.ask(PinnedMedia.with(call, flow.flow()), claim, flow);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The model {} failed unexpectedly", call.model(), e);
            outcome = new ModelOutcome.Failed(
                    "error", "The call ended with " + e.getClass().getSimpleName() + ": " + e.getMessage(), null);
        }
        learn(call, flow.flow().models().get(call.model()), outcome);
        Targets.answered(turns, tasks.get(claim.effect()), call, outcome, flow);
        report(claim, new Command.CompleteModel(call.step(), call.attempt(), outcome), Evidence.of(outcome));
    }

    private void learn(Effect.ModelCall call, Workspace.@Nullable Model model, ModelOutcome outcome) {
        if (model != null && outcome instanceof ModelOutcome.Replied replied && calibrations.learns(model)) {
            Run run = dispatcher.run(call.step().run());
            Step step = run == null ? null : run.step(call.step());
            dispatcher.guarded(() -> calibrations.replied(model, call, step, replied.inputTokens()));
        }
    }

    private void report(Claim claim, Command result, String evidence) {
        StepId step = claim.effect().step();
        if (handleLast(step.run(), result, claim) instanceof Handled.Stale stale) {
            LOG.warn("Another engine has taken over {} as number {}; {}", claim.effect(), stale.number(), evidence);
            dispatcher.handle(
                    step.run(), new Command.NoteResult(step, claim.effect().attempt(), evidence), null);
        }
    }

    /** What the result brings may be done on this thread: nothing but to say how it was handled is left to do on it. */
    private Handled handleLast(RunId run, Command result, Claim claim) {
        Succession succession = successions.get();
        if (succession == null) {
            return dispatcher.handle(run, result, claim);
        }
        succession.reporting = true;
        try {
            return dispatcher.handle(run, result, claim);
        } finally {
            succession.reporting = false;
        }
    }

    /** Takes up an effect that nobody else has any more. */
    void resume(PendingEffect pending) {
        Effect effect = pending.effect();
        RunRow row = dispatcher
                .guarded(() -> Optional.ofNullable(store.row(effect.step().run())))
                .orElse(null);
        if (row == null) {
            dispatcher.guarded(() -> store.settle(pending.claim()));
            return;
        }
        carryOut(effect, pending.claim(), flows.pinned(row.bundle()));
    }

    /**
     * A child that is about to be started is started first, and cancelled then. One that still waits for its turn is
     * started in the turn of its cancelling, which may be the only one there is.
     */
    private void awaitStart(StepId step) throws InterruptedException {
        Task starting = tasks.get(new EffectId(step, "ChildRun", 0));
        if (starting != null) {
            starting.carryOut();
            starting.ended.await();
        }
    }

    private void stop(StepId step) {
        for (Map.Entry<EffectId, Task> entry : tasks.entrySet()) {
            if (isCall(entry.getValue()) && entry.getKey().step().equals(step)) {
                entry.getValue().stop();
            }
        }
    }

    private static boolean isCall(Task task) {
        return task.effect instanceof Effect.ActionCall || task.effect instanceof Effect.ModelCall;
    }

    private static boolean isWrite(Task task) {
        return task.effect instanceof Effect.ActionCall call && call.effect() == Action.Effect.WRITE;
    }

    /** The claims of what is under way or waits for its turn. */
    Set<Claim> claims() {
        return tasks.values().stream().map(task -> task.claim).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** Stops calls whose claims are lost: somebody else has them, or nobody wants them any more. */
    void stop(Collection<Claim> lost) {
        for (Claim claim : lost) {
            Task task = tasks.get(claim.effect());
            if (task != null && task.claim.equals(claim) && isCall(task)) {
                LOG.info("Stopped {}: it is not this engine's any more", claim.effect());
                task.stop();
            }
        }
    }

    /**
     * Another engine changed the run: stops what it no longer waits for. Not a write: what it came to is wanted as evidence,
     * and its result lets the store forget it.
     */
    void lookAgain(Run run) {
        List<Task> unwanted = new ArrayList<>();
        for (Task task : tasks.values()) {
            if (isCall(task) && !isWrite(task) && task.run().equals(run.id()) && !wanted(run, task.claim.effect())) {
                unwanted.add(task);
            }
        }
        for (Task task : unwanted) {
            task.stop();
            dispatcher.guarded(() -> store.settle(task.claim));
        }
    }

    private static boolean wanted(Run run, EffectId effect) {
        Step step = run.open() ? run.step(effect.step()) : null;
        return step != null && step.phase() == Step.Phase.CALLING && step.attempt() == effect.attempt();
    }

    /** Nothing more begins; what waits for its turn is left to the next start. */
    void beginNoMore() {
        turns.close();
    }

    void interruptAll() {
        tasks.values().forEach(Task::stop);
    }
}
