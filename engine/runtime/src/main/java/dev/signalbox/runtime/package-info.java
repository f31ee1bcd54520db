/**
 * Carries decisions out: appends events and effects in one commit, runs the effects, brings their results back as
 * commands. Knows ports (store, clock, ids, model, action), never a database or a web server.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime;
