/** How each verb of the language begins, goes on and ends; one file a verb, in the order of LANGUAGE. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.decide.verb;
