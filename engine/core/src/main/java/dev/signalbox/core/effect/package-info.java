/** What is to be done outside, as nouns. Data until the commit that holds it is durable. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.effect;
