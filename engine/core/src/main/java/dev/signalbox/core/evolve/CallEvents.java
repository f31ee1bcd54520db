package dev.signalbox.core.evolve;

import static dev.signalbox.core.evolve.StepEvents.change;
import static dev.signalbox.core.evolve.StepEvents.step;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.core.run.Step.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of calls of actions. */
final class CallEvents {
    private CallEvents() {}

    static Run requested(Run run, Event.CallRequested event) {
        Doing.Call call = new Doing.Call(
                event.action(), event.delivery(), event.effect(), event.args(), event.target(), event.fetch(), false);
        boolean first = step(run, event.step()).attempt() == 0;
        Run asked = change(run, event.step(), step -> step.asking(Phase.CALLING, event.attempt(), call));
        return first ? asked.with(asked.counters().called(event.action())) : asked;
    }

    static Run sent(Run run, Event.CallSent event) {
        return change(
                run,
                event.step(),
                step -> step.doing() instanceof Doing.Call call
                        ? step.doing(new Doing.Call(
                                call.action(),
                                call.delivery(),
                                call.effect(),
                                call.args(),
                                call.target(),
                                call.fetch(),
                                true))
                        : step);
    }

    static Run succeeded(Run run, Event.CallSucceeded event) {
        Step before = step(run, event.step());
        Run done = change(run, event.step(), step -> step.succeeded(event.result()));
        if (fetches(before)) {
            return done;
        }
        return done.with(done.memory()
                .recorded(StepEvents.record(
                        done, event.step(), Recorded.Kind.RESULT, callOf(before), event.result(), event)));
    }

    static Run failed(Run run, Event.CallFailed event) {
        if (event.retryAt() != null) {
            return change(run, event.step(), step -> step.dueAt(Phase.BACKOFF, event.retryAt()));
        }
        Failure failure = new Failure("failed", event.kind(), event.message(), event.attempt());
        return failedFor(run, event.step(), failure, event);
    }

    static Run unknown(Run run, Event.CallUnknown event) {
        return change(
                run,
                event.step(),
                step -> new Step(
                        step.id(),
                        Phase.UNKNOWN,
                        step.attempt(),
                        step.holdsOpened(),
                        null,
                        step.approval(),
                        step.doing(),
                        null,
                        null,
                        new Failure("unknown", event.kind(), event.message(), event.attempt())));
    }

    private static Run failedFor(Run run, dev.signalbox.core.id.StepId id, Failure failure, Event event) {
        Step before = step(run, id);
        Run failed = change(run, id, step -> step.failed(failure));
        if (fetches(before)) {
            return failed;
        }
        return failed.with(failed.memory()
                .recorded(StepEvents.record(
                        failed, id, Recorded.Kind.ERROR, callOf(before), StepEvents.error(failure), event)));
    }

    private static boolean fetches(Step step) {
        return step.doing() instanceof Doing.Call call && call.fetch();
    }

    static @Nullable Map<String, Object> callOf(Step step) {
        if (!(step.doing() instanceof Doing.Call call)) {
            return null;
        }
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("action", call.action().value());
        what.put("args", call.args());
        return what;
    }
}
