/** Whether a run of one file could stand in another, and as what: pure, and the same for who asks and for who moves. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.move;
