package dev.signalbox.core.decide;

import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an outcome leads. */
public final class Routes {
    private Routes() {}

    /**
     * The state's own route for the precise kind, then for the family; then the flow's, which never leads a state to
     * itself. Null when nobody handles it.
     */
    public static @Nullable Route find(Flow flow, State state, Failure failure) {
        Route own = first(state.otherwise(), failure);
        if (own != null) {
            return own;
        }
        Route shared = first(flow.otherwise(), failure);
        return shared == null || shared.to().equals(state.name()) ? null : shared;
    }

    /** Whether that outcome is handled. */
    public static boolean handles(Flow flow, State state, String outcome) {
        return find(flow, state, Failure.of(outcome, "")) != null;
    }

    private static @Nullable Route first(Map<String, Route> routes, Failure failure) {
        for (String outcome : List.of(failure.kind(), failure.outcome())) {
            Route route = routes.get(outcome);
            if (route != null) {
                return route;
            }
        }
        return null;
    }
}
