/** A whole program around the engine, with nothing but its public API and the JDK. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.example.plain;
