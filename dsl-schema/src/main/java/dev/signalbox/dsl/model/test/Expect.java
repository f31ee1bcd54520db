package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must have come of the run. A null or empty part is not looked at.
 *
 * @param path the run's own states in the order they were entered, exact
 * @param end {@code succeeded, failed, cancelled, paused} or {@code stuck}
 * @param output exact
 * @param calls each action's logical calls with their exact arguments, in order; exact for the actions that stand here
 * @param data partial
 * @param error partial
 * @param context by state, one entry a visit
 * @param held by state, one entry a hold
 * @param places where each part's value stands, by its path below {@code expect}: {@code path}, {@code path/3},
 *     {@code calls/pay/0}, {@code output}, {@code data/reply}
 */
public record Expect(
        @Nullable List<String> path,
        @Nullable String end,
        @Nullable Object output,
        Map<String, List<Object>> calls,
        Map<String, Object> data,
        Map<String, Object> error,
        Map<String, Script<ContextExpect>> context,
        Map<String, Script<HeldExpect>> held,
        Map<String, Place> places,
        Place place) {

    /** Where that part stands, or where {@code expect} does when the file does not have it. */
    public Place placeOf(String part) {
        return places.getOrDefault(part, place);
    }

    /**
     * What a model call's messages must be like.
     *
     * @param contains texts that stand in them
     * @param excludes texts that do not
     * @param minTokens null for no bound
     * @param maxTokens null for no bound
     * @param dropped names of items that were left out; null is not looked at
     */
    public record ContextExpect(
            List<String> contains,
            List<String> excludes,
            @Nullable Integer minTokens,
            @Nullable Integer maxTokens,
            @Nullable List<String> dropped,
            Place place) {
        public ContextExpect {
            contains = List.copyOf(contains);
            excludes = List.copyOf(excludes);
        }
    }

    /** What a hold must show: its exact arguments, its title. Null is not looked at. */
    public record HeldExpect(
            @Nullable Object args, @Nullable String title, Place place) {}
}
