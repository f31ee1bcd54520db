/** {@code signalbox replay}: finds recorded runs, drives their logs again and tells where they part. Sends nothing and changes nothing. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.replay;
