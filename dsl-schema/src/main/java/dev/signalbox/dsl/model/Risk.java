package dev.signalbox.dsl.model;

/** Whether a call holds for a person. */
public sealed interface Risk {
    record High() implements Risk {}

    record Low() implements Risk {}

    /** High when the condition over {@code args} is true. */
    record When(Expr condition) implements Risk {}
}
