package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known where an expression stands: its roots with their types, which of them are surely written, and what
 * earlier branches established about paths below them. Immutable; equal knowledge is equal, so a fixpoint can run over
 * it. A path is a root's name and then fields: {@code [order, note]}.
 */
public final class TypeEnv {
    private TypeEnv() {}

    /** All roots surely there. */
    public static TypeEnv of(Map<String, Type> roots) {
        throw new UnsupportedOperationException();
    }

    /** One more root, surely there; replaces a root of that name and what was known of it. */
    public TypeEnv withRoot(String name, Type type) {
        throw new UnsupportedOperationException();
    }

    /** One more root that may not be there: reading it needs {@code has(name)}, else C403 (E209 for {@code error} and {@code decision}). */
    public TypeEnv withOptionalRoot(String name, Type type) {
        throw new UnsupportedOperationException();
    }

    public TypeEnv withoutRoot(String name) {
        throw new UnsupportedOperationException();
    }

    public Set<String> roots() {
        throw new UnsupportedOperationException();
    }

    /** Whether the root is declared and surely there. */
    public boolean isPresent(String root) {
        throw new UnsupportedOperationException();
    }

    /** The path is there from now on (and so is everything above it). */
    public TypeEnv present(List<String> path) {
        throw new UnsupportedOperationException();
    }

    /** The path is not surely there any more (a root that was left unwritten, a field that was found absent). */
    public TypeEnv absent(List<String> path) {
        throw new UnsupportedOperationException();
    }

    /** The path's value is one of these (an enum's members, a union's members by their discriminator, {@code Json.NULL}). */
    public TypeEnv narrow(List<String> path, Set<?> values) {
        throw new UnsupportedOperationException();
    }

    /** The path's value is none of these. */
    public TypeEnv without(List<String> path, Set<?> values) {
        throw new UnsupportedOperationException();
    }

    /** The root was saved again: it keeps its declared type and whether it is there, all else about it is forgotten. */
    public TypeEnv forget(String root) {
        throw new UnsupportedOperationException();
    }

    /** What holds on both ways. */
    public TypeEnv join(TypeEnv other) {
        throw new UnsupportedOperationException();
    }

    /** The type of a path as narrowed; {@link Type#ANY} for what is not known. */
    public Type type(List<String> path) {
        throw new UnsupportedOperationException();
    }

    /** Nothing can be here: some path's remaining values are empty (an {@code else} that nothing reaches). */
    public boolean isImpossible() {
        throw new UnsupportedOperationException();
    }
}
