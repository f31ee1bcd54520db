/** What a program, the command line and the console can do with runs: one interface, its views and its problems. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.api;
