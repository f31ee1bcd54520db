/**
 * Pictures and documents that a model may be shown: what their first bytes say of them, and how they stand in a text. Knows
 * nothing of flows; decodes no picture and fetches nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.media;
