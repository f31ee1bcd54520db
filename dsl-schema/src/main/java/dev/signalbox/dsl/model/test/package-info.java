/** What a test file says: scripted models, actions and people, and what is expected of the run. Knows no runner. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.model.test;
