/** Moves runs: applies commands, claims effects, runs them on virtual threads, wakes what is due, recovers at start. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.dispatch;
