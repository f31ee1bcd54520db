package dev.signalbox.runtime.eval;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * One way to ask the questions again.
 *
 * @param name what a reader knows it by
 * @param model who is asked; null for whom {@code file} names
 * @param file the flow as it is now, or the one it is tried against
 * @param anew the context is compiled by {@code file}; else the recorded words are asked as they were
 */
public record Variant(String name, @Nullable ModelName model, CheckedFlow file, boolean anew) {}
