/**
 * A flow's tests, run on a text that nobody has saved. Uses the runner behind {@code signalbox test}: no network, a clock of its own.
 * Knows no route.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.trial;
