package dev.signalbox.testkit.sim;

/**
 * A promise that was not kept.
 *
 * @param guarantee its number in {@code docs/guarantees.md}
 * @param what the run and what was seen
 */
public record Violation(int guarantee, String what) {}
