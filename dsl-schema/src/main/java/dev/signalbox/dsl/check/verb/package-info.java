/** Where expressions stand in each verb, and the type of what it gives: one file a verb, in the order of the language. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.check.verb;
