/**
 * Keeps runs in a SQLite file: one platform thread writes, commits of many runs go to disk together, readers stand beside.
 * Knows the runtime's ports and its own database; never a flow, a model or the web.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.store.sqlite;
