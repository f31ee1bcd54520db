/** The server's contract over the wire: who may do what, what is refused, and how it is said. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console;
