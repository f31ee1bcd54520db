package dev.signalbox.core.decide;

import dev.signalbox.core.run.Failure;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an outcome leads. */
public final class Routes {
    /**
     * What a step comes to by itself. A port that calls its failure so is no person's rejection and no limit: that is
     * {@code failed}, of a kind that nobody can name.
     */
    private static final Set<String> NO_KINDS =
            Set.of("invalid", "overflow", "rejected", "expired", "exhausted", "limit", "unknown", "cancelled");

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
        boolean precise = !failure.kind().equals(failure.outcome()) && !NO_KINDS.contains(failure.kind());
        Route route = precise ? routes.get(failure.kind()) : null;
        return route != null ? route : routes.get(failure.outcome());
    }
}
