/** Plain JSON values as the engine keeps them, and their canonical text and hash. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.value;
