package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The events of steps in general. */
final class StepEvents {
    private StepEvents() {}

    static Run eachStarted(Run run, Event.EachStarted event) {
        return run.with(activation(run).over(event.items()));
    }

    static Run failed(Run run, Event.StepFailed event) {
        Failure failure = new Failure(
                event.outcome(),
                event.kind(),
                event.message(),
                step(run, event.step()).attempt());
        // A call that was set aside for and never made gives back what it had.
        Run released = ModelEvents.release(run, step(run, event.step()), false);
        Run failed = change(released, event.step(), step -> step.failed(failure));
        return failed.with(failed.memory()
                .recorded(record(failed, event.step(), Recorded.Kind.ERROR, null, error(failure), event)));
    }

    static Run dropped(Run run, Event.StepDropped event) {
        Step step = step(run, event.step());
        Run settled = ModelEvents.release(run, step, true);
        return change(settled, event.step(), was -> was.dueAt(Step.Phase.DROPPED, null));
    }

    static Recorded record(Run run, StepId step, Recorded.Kind kind, @Nullable Object call, Object value, Event event) {
        return RunEvents.recorded(run, step.state(), step.visit(), kind, call, value, event.at());
    }

    static Map<String, Object> error(Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", failure.kind());
        error.put("message", failure.message());
        return error;
    }

    static Run change(Run run, StepId id, UnaryOperator<Step> how) {
        return run.with(activation(run).with(how.apply(step(run, id))));
    }

    /** The step, begun if it is new. */
    static Step step(Run run, StepId id) {
        Activation activation = activation(run);
        if (!activation.has(id)) {
            throw new IllegalStateException(
                    id + " is not of the visit " + activation.state() + "/" + activation.visit());
        }
        Step step = activation.step(id.slot());
        return step == null ? Step.begun(id) : step;
    }

    private static Activation activation(Run run) {
        Activation activation = run.activation();
        if (activation == null) {
            throw new IllegalStateException("run " + run.id() + " is in no state");
        }
        return activation;
    }
}
