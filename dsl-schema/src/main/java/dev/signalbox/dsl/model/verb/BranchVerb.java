package dev.signalbox.dsl.model.verb;

/** Nothing but {@code next}. */
public record BranchVerb() implements Verb {}
