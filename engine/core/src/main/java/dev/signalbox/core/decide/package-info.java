/** decide: from a run and a command to events and effects. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.decide;
