package dev.signalbox.dsl.expr;

import org.jspecify.annotations.Nullable;

/** What the roots of an expression ({@code input}, a name of data, {@code run}, {@code result}, …) mean just now. */
@FunctionalInterface
public interface Scope {
    /** The normalised value of a root, or null when it is absent ({@code has(name)} is then false). */
    @Nullable
    Object root(String name);

    /** This scope with one more root in front. */
    default Scope with(String name, Object value) {
        return root -> root.equals(name) ? value : root(root);
    }
}
