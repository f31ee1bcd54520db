/** The routes under {@code /api}: each reads a request, asks the operations, writes a view. Decides nothing itself. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.api;
