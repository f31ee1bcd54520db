/** Work that comes round by the clock. Knows the clock alone; never what is done in a round. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.rounds;
