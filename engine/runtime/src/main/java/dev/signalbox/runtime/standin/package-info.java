/** Small loopback HTTP services that a workspace declares, so that its samples need nothing else. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.standin;
