/**
 * Two versions of a flow held against each other: what changed in meaning, line by line and in the picture, and which open runs
 * could move. Reads a store; changes nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.review;
