/**
 * What changed in meaning between two versions of a flow, or of a workspace. May use everything of the language; knows no run:
 * which runs could go on under the new version is not its to say.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.diff;
