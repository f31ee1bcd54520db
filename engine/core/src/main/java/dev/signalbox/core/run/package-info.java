/** The state of a run: the fold of evolve over its events. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.run;
