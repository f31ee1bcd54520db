/** Holds what is counted of runs. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.traffic;
