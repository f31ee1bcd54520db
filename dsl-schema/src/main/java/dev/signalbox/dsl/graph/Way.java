package dev.signalbox.dsl.graph;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.StateName;
import org.jspecify.annotations.Nullable;

/**
 * One way out of a state, as the file names it. Its target need not exist.
 *
 * @param toPlace where the target's name stands
 * @param index of the branch or case, {@code -1} for a plain next, an {@code else} or a route
 * @param route the route taken; null on success
 */
public record Way(
        StateName from,
        StateName to,
        Place toPlace,
        Kind kind,
        int index,
        @Nullable Route route) {

    /** How the way is named in the file. */
    public enum Kind {
        /** A plain {@code next}. */
        NEXT,
        /** A branch of a list. */
        BRANCH,
        /** A case of a {@code match}. */
        CASE,
        /** The {@code else} of a {@code match}. */
        ELSE,
        /** A route of the state's own. */
        OTHERWISE,
        /** A route of the flow's. */
        DEFAULT
    }

    /** Whether the state reached its end, rather than another outcome. */
    public boolean onSuccess() {
        return route == null;
    }
}
