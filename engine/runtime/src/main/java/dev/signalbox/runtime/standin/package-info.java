/**
 * Small loopback HTTP services that a workspace declares, so that its samples need nothing else: reading their files,
 * serving them, naming where they are. May use the language's YAML and expressions; knows nothing of runs.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.standin;
