/** The JSON Schemas of the three kinds of file, and the structural check against them. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.schema;
