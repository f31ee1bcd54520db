/** What a hostile model says: knows the schema that was asked for, and nothing of the engine. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.hostile;
