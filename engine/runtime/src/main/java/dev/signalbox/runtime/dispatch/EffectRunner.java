package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Telemetry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries effects out, each on a virtual thread, so many at once as {@link Bounds} allow: first a run's own share, then
 * everybody's, in the order of asking, so that a run with thousands of calls does not keep the others waiting. Results
 * come back as commands.
 */
final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final FlowSource flows;
    private final ActionPort actions;
    private final ModelPort models;
    private final Children children;
    private final Background background;
    private final Telemetry telemetry;
    private final Semaphore all;
    private final int ofRun;
    private final Map<RunId, Share> shares = new ConcurrentHashMap<>();
    private final Map<EffectId, Task> tasks = new ConcurrentHashMap<>();

    private static final class Share {
        final Semaphore permits;
        int users;

        Share(int most) {
            permits = new Semaphore(most, true);
        }
    }

    private static final class Task {
        final Effect effect;
        final CountDownLatch ended = new CountDownLatch(1);
        volatile boolean abandoned;
        volatile @Nullable Thread thread;

        Task(Effect effect) {
            this.effect = effect;
        }

        void stop() {
            abandoned = true;
            Thread its = thread;
            if (its != null && its != Thread.currentThread()) {
                its.interrupt();
            }
        }
    }

    EffectRunner(Dispatcher dispatcher, Ports ports, Children children, Bounds bounds, Background background) {
        this.dispatcher = dispatcher;
        store = ports.store();
        flows = ports.flows();
        actions = ports.actions();
        models = ports.models();
        telemetry = ports.telemetry();
        this.children = children;
        this.background = background;
        all = new Semaphore(bounds.effects(), true);
        ofRun = bounds.effectsOfRun();
    }

    int size() {
        return tasks.size();
    }

    /** Returns at once. While the engine closes, an effect is left for the next start. */
    void carryOut(Effect effect, FlowSource.Pinned flow) {
        switch (effect) {
            case Effect.Abandon abandon -> stop(abandon.step());
            case Effect.ActionCall call -> begin(call, () -> act(call));
            case Effect.ModelCall call -> begin(call, () -> ask(call, flow));
            case Effect.ChildRun child -> begin(child, () -> children.start(child));
            case Effect.CancelChild child ->
                begin(child, () -> {
                    awaitStart(child.step());
                    children.cancel(child);
                });
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void begin(Effect effect, Work work) {
        if (dispatcher.closing()) {
            return;
        }
        EffectId id = EffectId.of(effect);
        Task task = new Task(effect);
        tasks.put(id, task);
        background.run("effect-" + id.step() + "-" + id.attempt(), () -> {
            task.thread = Thread.currentThread();
            try (Telemetry.Turn turn = telemetry.waiting(effect)) {
                if (!task.abandoned) {
                    inTurn(effect, turn, work);
                }
            } catch (InterruptedException e) {
                LOG.debug("Stopped {}", id);
            } finally {
                task.thread = null;
                tasks.remove(id, task);
                task.ended.countDown();
            }
        });
    }

    private void inTurn(Effect effect, Telemetry.Turn turn, Work work) throws InterruptedException {
        RunId run = effect.step().run();
        Share share = enter(run);
        try {
            share.permits.acquire();
            try {
                all.acquire();
                try {
                    turn.begins();
                    work.run();
                } finally {
                    all.release();
                }
            } finally {
                share.permits.release();
            }
        } finally {
            leave(run);
        }
    }

    private Share enter(RunId run) {
        return shares.compute(run, (id, there) -> {
            Share share = there == null ? new Share(ofRun) : there;
            share.users++;
            return share;
        });
    }

    private void leave(RunId run) {
        shares.computeIfPresent(run, (id, share) -> --share.users == 0 ? null : share);
    }

    private void act(Effect.ActionCall call) throws InterruptedException {
        RunId run = call.step().run();
        if (call.delivery() == Action.Delivery.AT_MOST_ONCE) {
            Handled leaving = dispatcher.handle(run, new Command.ReportLeaving(call.step(), call.attempt()));
            if (!(leaving instanceof Handled.Done)) {
                LOG.info("A call is not wanted any more: {}", EffectId.of(call));
                store.settle(EffectId.of(call));
                return;
            }
        }
        dispatcher.handle(run, new Command.CompleteAction(call.step(), call.attempt(), outcome(call)));
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

    private void ask(Effect.ModelCall call, FlowSource.Pinned flow) throws InterruptedException {
        ModelOutcome outcome;
        try {
            outcome = models.ask(call, flow.flow().models());
        } catch (RuntimeException e) {
            LOG.error("The model {} failed unexpectedly", call.model(), e);
            outcome = new ModelOutcome.Failed(
                    "error", "The call ended with " + e.getClass().getSimpleName() + ": " + e.getMessage(), null);
        }
        dispatcher.handle(call.step().run(), new Command.CompleteModel(call.step(), call.attempt(), outcome));
    }

    /** Takes up an effect that an earlier owner left. */
    void resume(Effect effect) {
        var row = store.row(effect.step().run());
        if (row == null) {
            store.settle(EffectId.of(effect));
            return;
        }
        carryOut(effect, flows.pinned(row.bundle()));
    }

    /** A child that is about to be started is started first, and cancelled then. */
    private void awaitStart(StepId step) throws InterruptedException {
        Task starting = tasks.get(new EffectId(step, "ChildRun", 0));
        if (starting != null) {
            starting.ended.await();
        }
    }

    private void stop(StepId step) {
        for (Map.Entry<EffectId, Task> entry : tasks.entrySet()) {
            Effect effect = entry.getValue().effect;
            boolean call = effect instanceof Effect.ActionCall || effect instanceof Effect.ModelCall;
            if (call && entry.getKey().step().equals(step)) {
                entry.getValue().stop();
            }
        }
    }

    void interruptAll() {
        tasks.values().forEach(Task::stop);
    }
}
