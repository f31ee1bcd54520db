/** What the runtime needs of the outside: store, clock, ids, models, actions. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.port;
