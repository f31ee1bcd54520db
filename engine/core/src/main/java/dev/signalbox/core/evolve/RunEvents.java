package dev.signalbox.core.evolve;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Ordered;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of a run as a whole. */
final class RunEvents {
    private RunEvents() {}

    static Run started(Event.RunStarted event) {
        Origin origin = new Origin(
                event.run(),
                event.bundle(),
                event.flow(),
                event.version(),
                event.key(),
                event.input(),
                event.startedBy(),
                event.at(),
                event.parent(),
                event.limits(),
                null);
        return new Run(
                origin,
                1,
                event.at(),
                new Ending.Open(),
                null,
                Memory.EMPTY.wrote(event.data(), "flow"),
                Counters.NONE,
                Desk.EMPTY);
    }

    static Run entered(Run run, Event.StateEntered event) {
        return run.with(Activation.entered(event.state(), event.visit(), event.at()))
                .with(run.counters().entered(event.state(), event.visit()));
    }

    static Run valuesSet(Run run, Event.ValuesSet event) {
        Memory wrote = run.memory().wrote(event.values(), "flow");
        if (!event.values().isEmpty()) {
            wrote = wrote.recorded(recorded(
                    run, event.state(), event.visit(), Recorded.Kind.RESULT, null, plain(event.values()), event.at()));
        }
        return run.with(wrote).with(run.counters().succeeded(event.state()));
    }

    static Run completed(Run run, Event.StateCompleted event) {
        return run.with(run.memory().wrote(event.saved(), event.origin()).wrote(event.set(), "flow"))
                .with(run.counters().succeeded(event.state()));
    }

    static Run routeTaken(Run run, Event.RouteTaken event) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", event.kind());
        error.put("message", event.message());
        error.put("state", event.state().value());
        error.put("attempt", (long) event.attempt());
        Ending.Closing cancelled = cancelled(run);
        Ending ending = cancelled == null ? new Ending.Open() : new Ending.Closing(cancelled.why(), true);
        return run.with(ending)
                .with(run.memory().failed(error).wrote(event.values(), "flow"))
                .with(run.counters().inARow(event.state() + " " + event.outcome(), event.inARow()));
    }

    static Run stuck(Run run, Event.RunStuck event) {
        Failure why = new Failure(event.outcome(), event.kind(), event.message(), event.attempt());
        return run.with(new Ending.Stuck(event.state(), why));
    }

    /**
     * Failed steps are to be asked anew; what succeeded beside them stays. A day's limit may have room by now: it is asked
     * about anew with the next call.
     */
    static Run retried(Run run) {
        String limit = run.counters().limit();
        boolean ofADay = limit != null && limit.startsWith("day.");
        Run open = run.with(new Ending.Open()).with(ofADay ? run.counters().limited(null) : run.counters());
        Activation activation = run.activation();
        if (activation == null) {
            return open;
        }
        for (Step step : activation.steps().values()) {
            if (step.phase() == Step.Phase.FAILED || step.phase() == Step.Phase.DROPPED) {
                activation = activation.with(step.again());
            }
        }
        return open.with(activation);
    }

    static Run cancelRequested(Run run, Event.CancelRequested event) {
        String message = event.reason() == null ? "cancelled by " + event.by() : event.reason();
        return run.with(new Ending.Closing(Failure.of("cancelled", message), false));
    }

    static Run limitReached(Run run, Event.LimitReached event) {
        Run limited = run.with(run.counters().limited(event.limit()));
        // Only time runs out while something is under way; the other limits are met before it begins.
        // One that is being cancelled stays cancelled.
        return event.limit().equals("duration") && cancelled(run) == null
                ? limited.with(new Ending.Closing(new Failure("limit", "limit", event.message(), 0), false))
                : limited;
    }

    private static Ending.@Nullable Closing cancelled(Run run) {
        return run.ending() instanceof Ending.Closing closing
                        && closing.why().outcome().equals("cancelled")
                ? closing
                : null;
    }

    static Run ended(Run run, Event.RunEnded event) {
        RunStatus status = RunStatus.valueOf(event.status().toUpperCase(Locale.ROOT));
        return run.with(new Ending.Ended(status, event.output(), event.error()));
    }

    static Recorded recorded(
            Run run, StateName state, int visit, Recorded.Kind kind, @Nullable Object call, Object value, Instant at) {
        return new Recorded(run.memory().history().size() + 1, state, visit, kind, call, value, at);
    }

    /** Values by name as one JSON object. */
    static Map<String, Object> plain(Map<DataName, Object> values) {
        Map<String, Object> plain = Map.of();
        for (Map.Entry<DataName, Object> value : values.entrySet()) {
            plain = Ordered.with(plain, value.getKey().value(), value.getValue());
        }
        return plain;
    }

    static Object orNull(@Nullable Object value) {
        return value == null ? Json.NULL : value;
    }
}
