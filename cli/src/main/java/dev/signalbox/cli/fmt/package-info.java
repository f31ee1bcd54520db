/** {@code signalbox fmt}: finds files, has them written in their one form and tells what changed. Knows nothing of layout. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.fmt;
