/** One record for each verb of the language, in the order of LANGUAGE: set, call, llm, ask, wait, parallel, each, flow, end, branch. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.model.verb;
