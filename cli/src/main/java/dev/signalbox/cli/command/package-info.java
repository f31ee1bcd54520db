/** The commands, one file each, under the command's own name. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.command;
