/**
 * The workloads on Signalbox, and the hand-written floors: the same work with nothing but what it cannot do without.
 * May use the harness, the public interface of the engine, and below it the parts that a micro-benchmark measures.
 * Must never know a peer.
 */
@NullMarked
package dev.signalbox.bench.ours;

import org.jspecify.annotations.NullMarked;
