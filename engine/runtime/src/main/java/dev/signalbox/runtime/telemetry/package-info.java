/** Metrics, logs and traces: who listens at the port for it. May know libraries for that; never the dispatcher, a store or a page. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.telemetry;
