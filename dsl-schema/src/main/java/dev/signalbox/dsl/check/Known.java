package dev.signalbox.dsl.check;

import dev.signalbox.dsl.expr.TypeEnv;

/** What is known of a run where it comes into a state: which names are there, and what of their values is certain. */
public record Known(TypeEnv types) {
    /** Whether the name is surely there. */
    public boolean isPresent(String root) {
        return types.isPresent(root);
    }
}
