/**
 * What no request may break, held against requests made by a fuzzer that looks at coverage. A build replays the committed
 * corpus; docs/fuzzing.md says how to look for new ones. May use everything of this module; nothing may use it.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.fuzz;
