/**
 * What starts runs besides people: signed requests, schedules and events, mapped to a flow's input. Knows the workspace, the
 * ledger and how a run is started ({@link dev.signalbox.runtime.trigger.Launch}); never the dispatcher, HTTP, nor which store
 * it is.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.trigger;
