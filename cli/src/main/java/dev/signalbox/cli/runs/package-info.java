/** {@code signalbox runs …}: what can be done with runs, one file each. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.runs;
