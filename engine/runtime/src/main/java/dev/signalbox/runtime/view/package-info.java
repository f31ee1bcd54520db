/** From runs, holds, events and flows to what is shown, and that as JSON. Pure but for reading the workspace's files. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.view;
