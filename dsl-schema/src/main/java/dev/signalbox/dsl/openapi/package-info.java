/**
 * OpenAPI documents read into typed actions of the language. Uses the reader of YAML and the schemas; knows no file, no network and
 * no run. What of a document cannot be said in the language is told with its place, never left out in silence.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.openapi;
