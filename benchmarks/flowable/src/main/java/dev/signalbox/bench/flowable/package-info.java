/**
 * The workloads on Flowable.
 * May use the harness and Flowable.
 * Must never know Signalbox.
 */
@NullMarked
package dev.signalbox.bench.flowable;

import org.jspecify.annotations.NullMarked;
