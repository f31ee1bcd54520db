package dev.signalbox.dsl.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an expression knows of a value: a JSON Schema reduced to its shape. Bounds and patterns stay with the schema.
 * Recursive schemas are unrolled lazily through {@link Ref}; {@link #resolve(Type)} gives the type behind one.
 */
public sealed interface Type {
    Any ANY = new Any();
    Null NULL = new Null();
    Bool BOOL = new Bool();
    Int INT = new Int();
    Num NUM = new Num();
    Str STR = new Str();
    Timestamp TIMESTAMP = new Timestamp();
    Dur DURATION = new Dur();

    /** Nothing is known: anything may be read from it, and evaluation finds out. */
    record Any() implements Type {}

    record Null() implements Type {}

    record Bool() implements Type {}

    record Int() implements Type {}

    record Num() implements Type {}

    record Str() implements Type {}

    /** A string of {@code format: date-time}; a timestamp inside expressions. */
    record Timestamp() implements Type {}

    /** What {@code duration('7d')} gives; no data has it. */
    record Dur() implements Type {}

    /** One of these values, in the schema's order. A {@code const} is an enum of one. */
    @SuppressWarnings("AvoidCommonTypeNames") // the schema's own word
    record Enum(Set<Object> values) implements Type {
        public Enum {
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
        }
    }

    /**
     * A list.
     *
     * @param maxItems null when the schema sets no bound
     */
    record Arr(Type item, @Nullable Long maxItems) implements Type {}

    /**
     * An object.
     *
     * @param rest the type of fields that are not declared; null when there are none
     */
    record Obj(Map<String, Field> fields, @Nullable Type rest) implements Type {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public boolean open() {
            return rest != null;
        }
    }

    record Field(Type type, boolean required) {}

    /**
     * A value of one of several types.
     *
     * @param discriminator the field by whose constant the members are told apart; null when there is none
     */
    record Union(List<Type> members, @Nullable String discriminator) implements Type {
        public Union {
            members = List.copyOf(members);
        }
    }

    /** The type, or null. Never nested. */
    record OrNull(Type type) implements Type {}

    /** A named type of a recursive schema; two of one name and definition are equal. */
    final class Ref implements Type {
        private final String name;
        private final Object schema;
        private final Supplier<Type> target;
        private volatile @Nullable Type resolved;

        Ref(String name, Object schema, Supplier<Type> target) {
            this.name = name;
            this.schema = schema;
            this.target = target;
        }

        /** The type it names, never a reference itself. */
        public Type target() {
            Type known = resolved;
            if (known == null) {
                known = Type.resolve(target.get());
                resolved = known;
            }
            return known;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Ref ref && ref.name.equals(name) && ref.schema.equals(schema);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The type itself, never a {@link Ref}. Static, because a default method would let two threads block each other on these constants. */
    static Type resolve(Type type) {
        return type instanceof Ref ref ? ref.target() : type;
    }

    /** Whether a text can be a value of the type. */
    static boolean holdsText(Type type) {
        return switch (resolve(type)) {
            case Any any -> true;
            case Str text -> true;
            case Timestamp time -> true;
            case Dur duration -> true;
            case Enum choices -> choices.values().stream().anyMatch(String.class::isInstance);
            case Union union -> union.members().stream().anyMatch(Type::holdsText);
            case OrNull or -> holdsText(or.type());
            case Null none -> false;
            case Bool truth -> false;
            case Int whole -> false;
            case Num number -> false;
            case Arr list -> false;
            case Obj object -> false;
            case Ref ref -> throw new IllegalStateException("resolved");
        };
    }
}
