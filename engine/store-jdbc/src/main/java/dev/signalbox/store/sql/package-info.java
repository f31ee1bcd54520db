/**
 * What every store in SQL has in common: the tables' columns, the queries of lists and logs, bodies and their blobs. Knows
 * the runtime's ports and JDBC; never which database it is, nor a flow, a model or the web.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.store.sql;
