package dev.signalbox.dsl.diagnostic;

/** Another place that explains a finding, or one step of a witness path. */
public record Related(Span span, String message) {}
