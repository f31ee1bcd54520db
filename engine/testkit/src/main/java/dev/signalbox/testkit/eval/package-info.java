/**
 * The tests of a flow as something to evaluate: the questions that their scripts answer, and which tests pass when a model answers
 * them. Knows the runner of tests and the evaluation; never a folder, a network or the command line.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.eval;
