package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Failure;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.value.Durations;
import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** {@code wait}: a durable timer, or an outside event whose key matches. */
final class WaitState {
    private WaitState() {}

    static Progress advance(Turn turn, WaitVerb wait) {
        StepId id = turn.id("");
        try {
            if (turn.step(id).phase() == Step.Phase.NEW) {
                start(turn, id, wait, turn.now());
            }
            if (turn.step(id).phase() == Step.Phase.WAITING) {
                end(turn, id, wait);
            }
        } catch (ValueFailure e) {
            return new Progress.Failed(Failure.value(e.words()));
        }
        return Steps.progress(turn.step(id));
    }

    /** Begins it as if it had begun then. One whose values fail begins as the state is taken on, and fails there. */
    static void begin(Turn turn, WaitVerb wait, Instant since) {
        try {
            start(turn, turn.id(""), wait, since);
        } catch (ValueFailure later) {
            return;
        }
    }

    private static void start(Turn turn, StepId id, WaitVerb wait, Instant since) throws ValueFailure {
        Scope scope = Plans.scope(turn);
        Instant now = turn.now();
        switch (wait.what()) {
            case WaitVerb.For.Time time ->
                turn.emit(new Event.WaitStarted(
                        now, id, since.plus(duration(turn, time.duration(), scope)), null, null, null));
            case WaitVerb.For.Until until ->
                turn.emit(new Event.WaitStarted(now, id, instant(turn, until.instant(), scope), null, null, null));
            case WaitVerb.For.Event event -> {
                Instant expires = wait.within() == null ? null : since.plus(wait.within());
                turn.emit(new Event.WaitStarted(now, id, null, event.name(), key(turn, event, scope), expires));
            }
        }
    }

    private static String key(Turn turn, WaitVerb.For.Event event, Scope scope) throws ValueFailure {
        Object key = event.key() == null ? turn.run().key() : Values.eval(turn.checked(), event.key(), scope);
        if (!(key instanceof String text) || text.isEmpty()) {
            throw new ValueFailure("the wait for " + event.name() + " has no key: the run has none");
        }
        return text;
    }

    private static Duration duration(Turn turn, Template template, Scope scope) throws ValueFailure {
        String text = Values.text(turn.checked(), template, scope);
        Duration duration = Durations.parse(text);
        if (duration == null) {
            throw new ValueFailure("\"" + text + "\" is not a duration such as 30s, 5m, 48h or 7d");
        }
        return duration;
    }

    private static Instant instant(Turn turn, Template template, Scope scope) throws ValueFailure {
        String text = Values.text(turn.checked(), template, scope);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ValueFailure("\"" + text + "\" is not a date-time such as 2026-11-22T09:00:00Z");
        }
    }

    private static void end(Turn turn, StepId id, WaitVerb wait) throws ValueFailure {
        if (!(turn.step(id).doing() instanceof Step.Doing.Wait started)) {
            throw new IllegalStateException(id + " does not wait");
        }
        if (!(wait.what() instanceof WaitVerb.For.Event event)) {
            if (isPast(turn, started.until())) {
                turn.emit(new Event.WaitEnded(turn.now(), id, null, Json.NULL));
            }
        } else if (isPast(turn, started.expires())) {
            turn.emit(new Event.StepFailed(turn.now(), id, "expired", "expired", "nothing came in time"));
        } else {
            Desk.Arrived arrived = match(turn, event, started);
            if (arrived != null) {
                turn.emit(new Event.WaitEnded(turn.now(), id, arrived.id(), arrived.payload()));
            }
        }
    }

    private static boolean isPast(Turn turn, @Nullable Instant when) {
        return when != null && !when.isAfter(turn.live().now());
    }

    /** The first event in order of arrival that has this name and key, is not too old, and fits {@code where}. */
    private static Desk.@Nullable Arrived match(Turn turn, WaitVerb.For.Event event, Step.Doing.Wait started)
            throws ValueFailure {
        for (Desk.Arrived arrived : turn.run().desk().inbox()) {
            boolean inTime = arrived.expires().isAfter(turn.activation().at());
            if (!inTime
                    || !arrived.name().equals(event.name())
                    || !arrived.key().equals(started.key())) {
                continue;
            }
            Scope scope = Plans.scope(turn).with("event", arrived.payload());
            if (event.where() == null || Values.test(turn.checked(), event.where(), scope)) {
                return arrived;
            }
        }
        return null;
    }
}
