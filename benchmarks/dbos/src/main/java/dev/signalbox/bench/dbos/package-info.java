/**
 * The workloads on DBOS.
 * May use the harness and DBOS.
 * Must never know Signalbox.
 */
@NullMarked
package dev.signalbox.bench.dbos;

import org.jspecify.annotations.NullMarked;
