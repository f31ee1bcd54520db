package dev.signalbox.dsl.check;

import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.type.Schema;
import org.jspecify.annotations.Nullable;

/** What another flow sees of one: what it is started with and what it delivers. {@code output} null: nothing. */
public record FlowSignature(
        FlowName name, Schema input, @Nullable Schema output) {}
