package dev.signalbox.core.id;

import dev.signalbox.dsl.model.StateName;

/**
 * One step of one visit of a run: the key of effects, holds, timers, idempotency and manifests.
 *
 * @param visit which entry of the state this is, from 1
 * @param slot empty, a branch's name, an item's index, or the name that is fetched
 */
public record StepId(RunId run, StateName state, int visit, String slot) {
    /** {@code run/state/visit/slot}, the stable idempotency key. */
    @Override
    public String toString() {
        return run + "/" + state + "/" + visit + "/" + slot;
    }

    /** The step of that text. Refuses a text of another form. */
    public static StepId parse(String text) {
        String[] parts = text.split("/", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a step: " + text);
        }
        return new StepId(new RunId(parts[0]), new StateName(parts[1]), Integer.parseInt(parts[2]), parts[3]);
    }

    /** The same visit's other slot. */
    public StepId withSlot(String other) {
        return new StepId(run, state, visit, other);
    }
}
