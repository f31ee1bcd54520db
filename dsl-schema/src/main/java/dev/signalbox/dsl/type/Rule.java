package dev.signalbox.dsl.type;

/** One compiled schema. */
@FunctionalInterface
interface Rule {
    Rule ANYTHING = (value, where, fitting) -> value;

    /** The coerced value; what does not fit is told to {@code fitting}, and the value comes back as it was. */
    Object fit(Object value, Fitting.Where where, Fitting fitting);
}
