package dev.signalbox.dsl.expr;

import java.util.Set;

/** What a condition's outcome establishes: from {@code ==}, {@code !=}, {@code in}, {@code has}, {@code &&}, {@code ||}, {@code !}. */
public final class Narrowing {
    private Narrowing() {}

    /** What holds where the condition was true. */
    public static TypeEnv whenTrue(Compiled condition, TypeEnv types) {
        return Facts.whenTrue(condition.node(), types);
    }

    /** What holds where the condition was false. */
    public static TypeEnv whenFalse(Compiled condition, TypeEnv types) {
        return Facts.whenFalse(condition.node(), types);
    }

    /** Where a {@code match} found one of these values; unchanged when the subject is no plain path. */
    public static TypeEnv matched(Compiled subject, Set<?> values, TypeEnv types) {
        return subject.path().map(path -> types.narrow(path, values)).orElse(types);
    }

    /** Where a {@code match} found none of these values. */
    public static TypeEnv unmatched(Compiled subject, Set<?> values, TypeEnv types) {
        return subject.path()
                .map(path -> types.present(path).without(path, values))
                .orElse(types);
    }
}
