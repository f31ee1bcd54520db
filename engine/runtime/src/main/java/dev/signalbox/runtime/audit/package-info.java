/** How holds were decided, read off a run's log. Knows the core and the ports' records; never a store, a page or a clock. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.audit;
