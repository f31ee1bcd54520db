/**
 * Makes the document and its charts of the numbers.
 * May use Jackson.
 * Must never measure anything, and never know an engine.
 */
@NullMarked
package dev.signalbox.bench.report;

import org.jspecify.annotations.NullMarked;
