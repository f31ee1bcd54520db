/** The context compiler: what a model call sees, within its budget, and the manifest that says why. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.context;
