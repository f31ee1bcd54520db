/** The command that compares two versions of a flow or a workspace: where they come from, and how the changes are told. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.diff;
