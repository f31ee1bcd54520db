package dev.signalbox.dsl.model.verb;

import java.util.Map;

/** Named single steps side by side. */
public record ParallelVerb(Map<String, Branch> branches, Join join) implements Verb {
    /** A branch is one {@link InnerStep}. */
    public record Branch(String name, InnerStep step) {}

    /** How many branches must succeed before the flow goes on. */
    public sealed interface Join {
        record All() implements Join {}

        record Any() implements Join {}

        record Count(int n) implements Join {}
    }
}
