/** {@code signalbox channels …}: how people are told, looked at and tried. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.channels;
