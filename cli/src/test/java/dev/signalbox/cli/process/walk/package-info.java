/** The console, walked through by a browser. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.process.walk;
