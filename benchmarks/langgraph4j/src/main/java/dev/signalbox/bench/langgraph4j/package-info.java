/**
 * The workloads on LangGraph4j.
 * May use the harness and LangGraph4j.
 * Must never know Signalbox.
 */
@NullMarked
package dev.signalbox.bench.langgraph4j;

import org.jspecify.annotations.NullMarked;
