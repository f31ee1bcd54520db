package dev.signalbox.dsl.expr;

import java.util.Set;

/** What a condition's outcome establishes: from {@code ==}, {@code !=}, {@code in}, {@code has}, {@code &&}, {@code ||}, {@code !}. */
public final class Narrowing {
    private Narrowing() {}

    public static TypeEnv whenTrue(Compiled condition, TypeEnv types) {
        throw new UnsupportedOperationException();
    }

    public static TypeEnv whenFalse(Compiled condition, TypeEnv types) {
        throw new UnsupportedOperationException();
    }

    /** Where a {@code match} found one of these values; unchanged when the subject is no plain path. */
    public static TypeEnv matched(Compiled subject, Set<?> values, TypeEnv types) {
        throw new UnsupportedOperationException();
    }

    /** Where a {@code match} found none of these values. */
    public static TypeEnv unmatched(Compiled subject, Set<?> values, TypeEnv types) {
        throw new UnsupportedOperationException();
    }
}
