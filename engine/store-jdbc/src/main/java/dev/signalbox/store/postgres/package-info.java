/**
 * Keeps runs in PostgreSQL for several engines at a time: commits of many runs in few round trips, leases by node, claims
 * by polling, hints on connections of their own. Knows the runtime's ports and its own database; never a flow or the web.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.store.postgres;
