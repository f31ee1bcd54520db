package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Usage;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Child runs. The parent's effect stays open until the child's end is in the parent's log, so that a crash anywhere
 * between is made good by carrying it out again: a start that has been is not made twice, an end that was not told is.
 */
final class Children {
    private static final Actor ENGINE = new Actor("signalbox", Set.of(), "engine", true, true);

    private final Dispatcher dispatcher;
    private final RunStore store;
    private final FlowSource flows;

    Children(Dispatcher dispatcher, RunStore store, FlowSource flows) {
        this.dispatcher = dispatcher;
        this.store = store;
        this.flows = flows;
    }

    /** Starts the current version of the flow, unless the child is there already. */
    void start(Effect.ChildRun child) {
        RunRow there = dispatcher
                .guarded(() -> Optional.ofNullable(store.row(child.child())))
                .orElse(null);
        if (there != null) {
            if (!there.open()) {
                Run run = dispatcher.run(child.child());
                if (run != null) {
                    ended(run);
                }
            }
            return;
        }
        FlowSource.Pinned flow;
        try {
            flow = dispatcher.guarded(() -> flows.current(child.flow()));
        } catch (Problem e) {
            failed(child.step(), e.getMessage());
            return;
        }
        Command.StartRun start = new Command.StartRun(
                child.child(), flow.bundle(), child.input(), null, child.startedBy(), child.step(), child.remainder());
        switch (dispatcher.start(start, flow, null)) {
            case Handled.Done done -> {}
            case Handled.StartedBefore before -> {}
            case Handled.Refused refused -> failed(child.step(), refused.why().message());
            case Handled.KeyTaken taken ->
                failed(child.step(), "a run of " + child.flow() + " with this key is open: " + taken.open());
            case Handled.NoSuchRun none -> {}
            case Handled.Stale stale -> {}
        }
    }

    /**
     * A child run whose start is done: tells its parent what whoever ended it did not live to tell, and forgets what the parent
     * no longer waits for.
     */
    void lookAfter(Claim claim) {
        StepId id = claim.effect().step();
        Run parent = dispatcher.run(id.run());
        Step step = parent == null ? null : parent.step(id);
        if (step == null || !(step.doing() instanceof Step.Doing.Child doing) || step.phase() != Step.Phase.CHILD) {
            dispatcher.guarded(() -> store.settle(claim));
            return;
        }
        Run child = dispatcher.run(doing.run());
        if (child != null && child.status().ended()) {
            ended(child);
        }
    }

    private void failed(StepId step, @Nullable String why) {
        dispatcher.handle(
                step.run(),
                new Command.CompleteChild(
                        step, "failed", null, why == null ? "it could not be started" : why, Usage.NONE));
    }

    /** Tells the parent how its child ended. */
    void ended(Run child) {
        StepId step = child.parent();
        if (step != null) {
            dispatcher.handle(
                    step.run(),
                    new Command.CompleteChild(
                            step, child.status().text(), child.output(), child.error(), child.usage()));
        }
    }

    /** Cancels it, whether it runs, waits or never began. */
    void cancel(Effect.CancelChild cancel, Claim claim) {
        dispatcher.handle(cancel.child(), new Command.CancelRun(ENGINE, "its parent run gave it up"));
        dispatcher.guarded(() -> store.settle(claim));
    }
}
