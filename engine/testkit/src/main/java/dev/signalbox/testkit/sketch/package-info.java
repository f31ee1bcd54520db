/**
 * Test files written for an author to go on with: one test for each way through a flow that no test takes yet. A function of the
 * flow; what an expression decides at run time it leaves to the author.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.sketch;
