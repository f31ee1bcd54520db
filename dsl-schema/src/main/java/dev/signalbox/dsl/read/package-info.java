/** From a YAML tree to the model; nothing in a file is silently ignored. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.read;
