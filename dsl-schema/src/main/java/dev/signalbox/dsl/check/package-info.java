/** The rules: one file a family. A flow that passes becomes a CheckedFlow. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.check;
