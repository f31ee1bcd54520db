/**
 * Records what models reply to the questions of tests: {@code signalbox test --record}. Asks them through the runtime's port, within
 * the day's limits, and keeps each reply at once in the file that its test names. May use the runner and the runtime's ports; knows
 * neither the command line nor where a workspace lies.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.record;
