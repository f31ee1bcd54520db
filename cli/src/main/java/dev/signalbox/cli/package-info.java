/**
 * The {@code signalbox} command: arguments in, words and exit codes out. May use every other module; holds no rule of the
 * language and no state of a run.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli;
