package dev.signalbox.dsl.model.verb;

/** What may stand as a branch of {@code parallel} or the step of {@code each}. */
public sealed interface StepVerb permits CallVerb, LlmVerb, FlowVerb {}
