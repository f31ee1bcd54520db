/**
 * The samples on a real model, behind any server that speaks OpenAI's protocol: whatever it says, the promises hold, and
 * how it does is measured. Left out of every build; the profile {@code real-model} runs it, and {@code scripts/real-model}
 * with a model of its own. See {@code docs/models.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.flows.real;
