package dev.signalbox.core.run;

import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The visit that a run is in: a state and its steps by slot.
 *
 * @param at when it was entered; whatever the visit computes from a time, it computes from this one
 * @param items what an {@code each} goes over; null for other verbs and before it began
 */
public record Activation(
        StateName state, int visit, Instant at, @Nullable List<Object> items, Map<String, Step> steps) {

    public static Activation entered(StateName state, int visit, Instant at) {
        return new Activation(state, visit, at, null, Map.of());
    }

    public @Nullable Step step(String slot) {
        return steps.get(slot);
    }

    public Activation with(Step step) {
        return new Activation(
                state, visit, at, items, Ordered.with(steps, step.id().slot(), step));
    }

    public Activation over(List<Object> list) {
        return new Activation(state, visit, at, list, steps);
    }

    public boolean has(StepId step) {
        return step.state().equals(state) && step.visit() == visit;
    }
}
