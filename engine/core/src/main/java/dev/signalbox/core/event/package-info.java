/** What has happened to a run, in the past tense. The log is a list of these and nothing else is true. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.event;
