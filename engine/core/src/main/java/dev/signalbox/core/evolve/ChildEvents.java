package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Usage;
import org.jspecify.annotations.Nullable;

/** The events of child runs. */
final class ChildEvents {
    private ChildEvents() {}

    static Run requested(Run run, Event.ChildRequested event) {
        Run asked = StepEvents.change(
                run,
                event.step(),
                step -> step.asking(Step.Phase.CHILD, step.attempt() + 1, new Step.Doing.Child(event.child())));
        return event.share() == null ? asked : asked.with(asked.counters().share(event.child(), event.share()));
    }

    static Run ended(Run run, Event.ChildEnded event) {
        // A child's steps are its own; what it spent is the parent's too.
        Usage spent = new Usage(
                0,
                event.usage().llmCalls(),
                event.usage().inputTokens(),
                event.usage().outputTokens(),
                event.usage().cachedTokens(),
                event.usage().costUsd());
        RunId child = event.child();
        Run counted = run.with(
                child == null ? run.counters().used(spent) : run.counters().over(child, spent));
        if (child != null && !waitsFor(run.step(event.step()), child)) {
            return counted;
        }
        if (event.status().equals("succeeded")) {
            Object output = RunEvents.orNull(event.output());
            Run done = StepEvents.change(counted, event.step(), step -> step.succeeded(output));
            return done.with(done.memory()
                    .recorded(StepEvents.record(done, event.step(), Recorded.Kind.RESULT, null, output, event)));
        }
        String message = event.error() == null ? "the child run was " + event.status() : event.error();
        Failure failure = new Failure("failed", "flow." + event.status(), message, 1);
        Run failed = StepEvents.change(counted, event.step(), step -> step.failed(failure));
        return failed.with(failed.memory()
                .recorded(StepEvents.record(
                        failed, event.step(), Recorded.Kind.ERROR, null, StepEvents.error(failure), event)));
    }

    private static boolean waitsFor(@Nullable Step step, RunId child) {
        return step != null
                && step.phase() == Step.Phase.CHILD
                && step.doing() instanceof Step.Doing.Child doing
                && doing.run().equals(child);
    }
}
