/** What can be asked of a run, as imperatives. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.command;
