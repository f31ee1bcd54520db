/**
 * Keeps runs in SQLite: one platform thread writes, commits of many runs go to disk together, readers stand beside. Knows
 * the runtime's ports and SQL; never a flow, a model or the web.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.store;
