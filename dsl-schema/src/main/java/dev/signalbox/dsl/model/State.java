package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.verb.Verb;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state: a verb and the common keys.
 *
 * @param save what becomes of the result; null when it is dropped
 * @param set beside another verb: applied after {@code save}, on success. Empty for the verb {@code set} itself
 * @param visits how often one run may enter; null for no bound
 * @param approve holds the call; null when it may not hold
 * @param next null on an end only (the checker sees to it)
 * @param otherwise this state's own routes by outcome ({@code failed}, {@code http.404}, {@code rejected}, …)
 * @param namePlace the key that names the state
 */
public record State(
        StateName name,
        Verb verb,
        @Nullable String title,
        @Nullable String note,
        @Nullable Save save,
        Map<DataName, Template> set,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        @Nullable Integer visits,
        @Nullable Approve approve,
        @Nullable Next next,
        Map<String, Route> otherwise,
        Place namePlace,
        Place place) {}
