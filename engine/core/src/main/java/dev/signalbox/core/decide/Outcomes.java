package dev.signalbox.core.decide;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the route of an outcome other than success, or stops the run as stuck with everything kept. */
final class Outcomes {
    private Outcomes() {}

    static void take(Turn turn, State state, Failure failure) {
        Route route = Routes.find(turn.flow(), state, failure);
        if (route == null || turn.isCircling()) {
            stuck(turn, state, failure);
            return;
        }
        int inARow = turn.run().counters().inARow().getOrDefault(state.name() + " " + route.outcome(), 0) + 1;
        if (route.inARow() != null && inARow >= route.inARow()) {
            exhausted(turn, state, failure, inARow);
            return;
        }
        follow(turn, state, failure, route, inARow);
    }

    private static void exhausted(Turn turn, State state, Failure failure, int inARow) {
        Failure exhausted = new Failure(
                "exhausted",
                "exhausted",
                inARow + " in a row of " + failure.kind() + ": " + failure.message(),
                failure.attempt());
        Route route = Routes.find(turn.flow(), state, exhausted);
        if (route == null) {
            stuck(turn, state, exhausted);
        } else {
            follow(turn, state, exhausted, route, 1);
        }
    }

    private static void follow(Turn turn, State state, Failure failure, Route route, int inARow) {
        Map<DataName, Object> values;
        try {
            values = Values.assign(turn.checked(), route.set(), scope(turn, state, failure));
        } catch (ValueFailure e) {
            stuck(turn, state, Failure.value(e.words()));
            return;
        }
        turn.emit(new Event.RouteTaken(
                turn.now(),
                state.name(),
                turn.run().visits().getOrDefault(state.name(), 0),
                route.outcome(),
                failure.kind(),
                failure.message(),
                failure.attempt(),
                inARow,
                route.to(),
                values));
        Entering.enter(turn, route.to());
    }

    static void stuck(Turn turn, State state, Failure failure) {
        turn.emit(new Event.RunStuck(
                turn.now(), state.name(), failure.outcome(), failure.kind(), failure.message(), failure.attempt()));
    }

    /** A route's {@code set} reads the {@code error} that it is taken for. */
    private static Scope scope(Turn turn, State state, Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", failure.kind());
        error.put("message", failure.message());
        error.put("state", state.name().value());
        error.put("attempt", (long) failure.attempt());
        return Plans.scope(turn).with("error", error);
    }

    /** The route that cleans up after a cancellation: the flow's alone. */
    static @Nullable Route cleanUp(Turn turn) {
        return turn.flow().otherwise().get("cancelled");
    }

    static void follow(Turn turn, State state, Failure failure, Route route) {
        follow(turn, state, failure, route, 1);
    }
}
