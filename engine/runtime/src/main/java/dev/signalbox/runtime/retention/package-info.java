/**
 * What becomes of runs that ended long ago: their payloads go, what happened stays. Knows events and the ports; never a flow,
 * the dispatcher, nor which store it is.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.retention;
