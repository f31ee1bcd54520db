/** Where a command works: which workspace, which store, which server, which files. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.place;
