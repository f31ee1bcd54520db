package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Usage;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import java.util.LinkedHashSet;
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
            failed(child, e.getMessage());
            return;
        }
        Command.StartRun start = new Command.StartRun(
                child.child(), flow.bundle(), child.input(), null, child.startedBy(), child.step(), child.remainder());
        switch (dispatcher.start(start, flow, null)) {
            case Handled.Done done -> {}
            case Handled.StartedBefore before -> {}
            case Handled.Refused refused -> failed(child, refused.why().message());
            case Handled.KeyTaken taken ->
                failed(child, "a run of " + child.flow() + " with this key is open: " + taken.open());
            case Handled.NoSuchRun none -> {}
            case Handled.Stale stale -> {}
        }
    }

    /**
     * A child run whose start is done: tells its parent what whoever ended it did not live to tell, and forgets what the parent
     * neither waits for nor has set a share aside for.
     */
    void lookAfter(Claim claim) {
        StepId id = claim.effect().step();
        Run parent = dispatcher.run(id.run());
        boolean wanted = false;
        for (RunId each : parent == null ? Set.<RunId>of() : wanted(parent, id)) {
            Run child = dispatcher.run(each);
            wanted |= child == null || id.equals(child.parent());
            if (child != null && id.equals(child.parent()) && child.status().ended()) {
                ended(child);
            }
        }
        if (!wanted) {
            dispatcher.guarded(() -> store.settle(claim));
        }
    }

    /** Those whose end a run is to be told of, the step's among them. */
    private static Set<RunId> wanted(Run parent, StepId id) {
        Set<RunId> wanted = new LinkedHashSet<>();
        Step step = parent.step(id);
        if (step != null && step.phase() == Step.Phase.CHILD && step.doing() instanceof Step.Doing.Child doing) {
            wanted.add(doing.run());
        }
        if (!parent.status().ended()) {
            wanted.addAll(parent.counters().shares().keySet());
        }
        return wanted;
    }

    private void failed(Effect.ChildRun child, @Nullable String why) {
        dispatcher.handle(
                child.step().run(),
                new Command.CompleteChild(
                        child.step(),
                        child.child(),
                        "failed",
                        null,
                        why == null ? "it could not be started" : why,
                        Usage.NONE));
    }

    /** Tells the parent how its child ended. */
    void ended(Run child) {
        StepId step = child.parent();
        if (step != null) {
            dispatcher.handle(
                    step.run(),
                    new Command.CompleteChild(
                            step,
                            child.id(),
                            child.status().text(),
                            child.output(),
                            child.error(),
                            child.counters().atMost()));
        }
    }

    /** Cancels it, whether it runs, waits or never began. */
    void cancel(Effect.CancelChild cancel, Claim claim) {
        dispatcher.handle(cancel.child(), new Command.CancelRun(ENGINE, "its parent run gave it up"));
        dispatcher.guarded(() -> store.settle(claim));
    }
}
