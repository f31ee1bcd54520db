/**
 * Recorded logs driven again, by the file that their run pinned or by a changed one: what the world answered is taken from the log,
 * what the flow does with it is decided anew. May use the core, the codec and a store to read; asks nobody and changes no run.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.replay;
