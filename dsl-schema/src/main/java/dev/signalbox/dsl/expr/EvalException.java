package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Place;

/** An expression that could not be evaluated: division by zero, an absent name, a cap. The run sees {@code failed} of kind {@code value}. */
public final class EvalException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    public EvalException(String message, Place place) {
        super(message);
        this.place = place;
    }

    public Place place() {
        return place;
    }
}
