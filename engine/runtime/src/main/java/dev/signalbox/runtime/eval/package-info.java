/**
 * Asks answered questions again, of other models or by another file, and compares what comes of it. Knows logs, models and the
 * core's own reading of replies; writes nothing anywhere, calls no action, and never prints.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.eval;
