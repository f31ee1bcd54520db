/**
 * The workspace folder as it is now, and the flows that runs pinned. Reads files and bundles; knows nothing of runs but the
 * hash they pin.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.workspace;
