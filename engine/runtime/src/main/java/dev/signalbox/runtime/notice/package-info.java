/**
 * Tells people what waits for them: whom a commit concerns, what is written to them, and the loop that sends it through the
 * workspace's channels. May use the ports, the actions' guarded client and the workspace; never the dispatcher's inside, and
 * nothing of it can decide a hold.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.notice;
