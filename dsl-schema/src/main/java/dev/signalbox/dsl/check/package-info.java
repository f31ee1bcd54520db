/** The rules: one file a family. A flow that passes becomes a CheckedFlow. May use the model, expressions, graph and reader; never a run. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.check;
