/**
 * What the tests of a flow went through, and what they left out. A function of the flow and of what happened in its runs; must
 * never know how the runs were made.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.coverage;
