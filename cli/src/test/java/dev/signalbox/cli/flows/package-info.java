/** Plays every sample of the workspace {@code flows} to its ends, and records the replies it plays with. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.flows;
