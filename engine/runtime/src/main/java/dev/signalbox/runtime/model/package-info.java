/** Asks models: providers through langchain4j, recorded replies, a person; schema projections, usage, cost. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.model;
