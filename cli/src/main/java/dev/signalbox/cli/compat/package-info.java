/** {@code compat}: which runs of one file could go on by another, and why not. Reads; changes nothing. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.compat;
