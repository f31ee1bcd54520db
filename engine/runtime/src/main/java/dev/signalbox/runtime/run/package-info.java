/**
 * What is asked of runs: started, read, steered, moved, forked, and what events bring them. Knows the dispatcher, the ports
 * and the views; never how an effect is carried out.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.run;
