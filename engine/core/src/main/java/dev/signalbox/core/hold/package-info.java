/** Holds: their hash, and who may decide them. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.hold;
