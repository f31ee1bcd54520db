package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import org.jspecify.annotations.Nullable;

/**
 * What an action or a model gives back once.
 *
 * @param outcome the answer itself
 * @param crash whether the engine is stopped and started again there
 */
public record Reply(Outcome outcome, Crash crash, Place place) {
    /** What comes back. */
    public sealed interface Outcome {
        /** JSON values: an action's result, or a model's reply that fits its schema. */
        record Returns(Object value) implements Outcome {}

        /** Given back as it stands, whatever the schema says: a model's text, an action's bad answer. */
        record Raw(Object value) implements Outcome {}

        /** @param kind {@code timeout}, {@code connection}, {@code http.503}, {@code action.CODE}, … */
        record Fails(String kind, @Nullable String message) implements Outcome {}

        /** Nothing is said but where the engine crashes. */
        record Nothing() implements Outcome {}
    }

    /** Where the engine is stopped: before the call left, after it has happened, or not at all. */
    public enum Crash {
        NONE,
        BEFORE,
        AFTER
    }
}
