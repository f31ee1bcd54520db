/**
 * The interpreter as two pure functions, {@code decide} and {@code evolve}. May use the language; never a clock, a
 * thread, I/O, randomness or a log.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core;
