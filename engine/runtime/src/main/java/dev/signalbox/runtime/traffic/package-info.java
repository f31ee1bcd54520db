/** What the last runs of a flow did, counted off their logs by state and by way. Reads a store; changes nothing. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.traffic;
