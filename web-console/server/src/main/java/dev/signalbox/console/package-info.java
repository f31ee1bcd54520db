/**
 * The console's server: the HTTP contract over {@link dev.signalbox.runtime.api.Operations}, sign-in, and the page. It may
 * use the runtime's api only; it never knows a store, a flow file or how a run is decided.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console;
