/**
 * The runner behind {@code signalbox test}: plays a test of a flow through the real dispatcher, on a store in memory, with
 * scripted models, actions, people and outside events, on a clock that moves only when nothing else is left to do. May use the
 * runtime's ports and the language; must never know a network, a folder, the system's time or the command line.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.run;
