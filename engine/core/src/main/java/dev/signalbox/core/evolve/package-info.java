/** evolve: the only place that changes a run. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.evolve;
