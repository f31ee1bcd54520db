/** YAML text to a tree in which every key and value has its line and column; refuses what the language refuses. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.yaml;
