/** A flow as nodes and edges, and its mermaid, dot and svg forms. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.graph;
