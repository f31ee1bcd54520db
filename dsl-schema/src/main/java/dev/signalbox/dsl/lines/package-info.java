/** Two texts compared by their lines: as a patch, as edits, and one written with the line ends of the other. Knows no YAML. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.lines;
