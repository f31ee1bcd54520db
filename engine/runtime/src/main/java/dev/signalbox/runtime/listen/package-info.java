/**
 * Tells a program that embeds the engine what became of its runs. Uses the port of telemetry and the views; knows neither the
 * dispatcher nor who listens.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.listen;
