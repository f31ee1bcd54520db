/** Processes that are killed again and again, and what the world outside saw of them. May start the program and read its store; asserts only what somebody outside could know. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.process.kill;
