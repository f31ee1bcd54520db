/** What a run pins: the flow, its files, and what it uses of the workspace, by content hash. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.bundle;
