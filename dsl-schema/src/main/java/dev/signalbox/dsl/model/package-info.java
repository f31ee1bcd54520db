/** The flow, workspace and test file as immutable records, one for each thing the language can say. No behaviour. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.model;
