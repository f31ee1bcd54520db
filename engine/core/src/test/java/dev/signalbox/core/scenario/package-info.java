/** Runs told as stories: a flow as text, commands, and what came of them. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.scenario;
