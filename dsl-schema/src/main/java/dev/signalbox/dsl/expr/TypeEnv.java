package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known where an expression stands: its roots with their types, which of them are surely written, and what
 * earlier branches established about paths below them. Immutable; equal knowledge is equal, so a fixpoint can run over
 * it. A path is a root's name and then fields: {@code [order, note]}.
 */
public final class TypeEnv {
    private final Map<String, Root> roots;
    private final Map<List<String>, Fact> facts;

    private record Root(Type type, boolean sure) {}

    /**
     * What a branch established about one path. A fact that says nothing is not kept.
     *
     * @param present it is there
     * @param missing it is not
     * @param oneOf its remaining values; null when nothing is known of them
     * @param notNull it is not null
     */
    private record Fact(
            boolean present, boolean missing, @Nullable Set<Object> oneOf, boolean notNull) {
        static final Fact NOTHING = new Fact(false, false, null, false);

        Fact there() {
            return new Fact(true, false, oneOf, notNull);
        }

        Fact gone() {
            return new Fact(false, true, null, false);
        }

        Fact among(Set<Object> values) {
            return new Fact(present, missing, Collections.unmodifiableSet(values), notNull);
        }

        Fact withValue() {
            return new Fact(present, missing, oneOf, true);
        }
    }

    private TypeEnv(Map<String, Root> roots, Map<List<String>, Fact> facts) {
        this.roots = roots;
        this.facts = facts;
    }

    /** All roots surely there. */
    public static TypeEnv of(Map<String, Type> roots) {
        Map<String, Root> sure = new LinkedHashMap<>();
        roots.forEach((name, type) -> sure.put(name, new Root(type, true)));
        return new TypeEnv(sure, Map.of());
    }

    /** One more root, surely there; replaces a root of that name and what was known of it. */
    public TypeEnv withRoot(String name, Type type) {
        return declare(name, new Root(type, true));
    }

    /** One more root that may not be there: reading it needs {@code has(name)}, else C403 (E209 for {@code error} and {@code decision}). */
    public TypeEnv withOptionalRoot(String name, Type type) {
        return declare(name, new Root(type, false));
    }

    private TypeEnv declare(String name, Root root) {
        Map<String, Root> more = new LinkedHashMap<>(roots);
        more.put(name, root);
        return new TypeEnv(more, factsWithout(name));
    }

    /** The name is not known here at all. */
    public TypeEnv withoutRoot(String name) {
        Map<String, Root> fewer = new LinkedHashMap<>(roots);
        fewer.remove(name);
        return new TypeEnv(fewer, factsWithout(name));
    }

    private Map<List<String>, Fact> factsWithout(String root) {
        Map<List<String>, Fact> kept = new HashMap<>(facts);
        kept.keySet().removeIf(path -> path.get(0).equals(root));
        return kept;
    }

    /** The names that may be read or tested here, in the order they were declared. */
    public Set<String> roots() {
        return Collections.unmodifiableSet(roots.keySet());
    }

    /** Whether the root is declared and surely there. */
    public boolean isPresent(String root) {
        Root known = roots.get(root);
        return known != null && known.sure();
    }

    /** Whether a branch established that the path is there. */
    public boolean isPresent(List<String> path) {
        return path.size() == 1 ? isPresent(path.get(0)) : fact(path).present();
    }

    /** The path is there from now on (and so is everything above it). */
    public TypeEnv present(List<String> path) {
        TypeEnv env = sure(path.get(0), true);
        for (int i = 2; i <= path.size(); i++) {
            env = env.with(path.subList(0, i), Fact::there);
        }
        return env;
    }

    /** The path is not there (a root that was left unwritten, a field that was found absent). */
    public TypeEnv absent(List<String> path) {
        return path.size() == 1 ? sure(path.get(0), false) : with(path, Fact::gone);
    }

    private TypeEnv sure(String name, boolean sure) {
        Root root = roots.get(name);
        if (root == null || root.sure() == sure) {
            return this;
        }
        Map<String, Root> changed = new LinkedHashMap<>(roots);
        changed.put(name, new Root(root.type(), sure));
        return new TypeEnv(changed, facts);
    }

    /** The path's value is one of these (an enum's members, a union's members by their discriminator, {@code Json.NULL}). */
    public TypeEnv narrow(List<String> path, Set<?> values) {
        TypeEnv env = present(path);
        Set<Object> domain = domain(env.type(path));
        if (domain != null) {
            domain.removeIf(member -> !among(values, member));
            return env.with(path, fact -> fact.among(domain));
        }
        if (values.stream().allMatch(Json::isNull)) {
            return env.with(path, fact -> fact.among(Set.of(Json.NULL)));
        }
        return values.contains(Json.NULL) ? env : env.with(path, Fact::withValue);
    }

    /** The path's value is none of these. */
    public TypeEnv without(List<String> path, Set<?> values) {
        Set<Object> domain = domain(type(path));
        if (domain != null) {
            domain.removeIf(member -> among(values, member));
            return with(path, fact -> fact.among(domain));
        }
        return values.contains(Json.NULL) ? with(path, Fact::withValue) : this;
    }

    /** The root was saved again: it keeps its declared type and whether it is there, all else about it is forgotten. */
    public TypeEnv forget(String root) {
        return new TypeEnv(roots, factsWithout(root));
    }

    /** The root is there, and all that is known of another's root of the same type holds of it. */
    public TypeEnv adopting(String root, TypeEnv other, String theirs) {
        TypeEnv env = present(List.of(root));
        for (Map.Entry<List<String>, Fact> entry : other.facts.entrySet()) {
            if (entry.getKey().get(0).equals(theirs)) {
                List<String> path = new ArrayList<>(entry.getKey());
                path.set(0, root);
                env = env.with(path, nothing -> entry.getValue());
            }
        }
        return env;
    }

    /** What holds on both ways. */
    public TypeEnv join(TypeEnv other) {
        Map<String, Root> shared = new LinkedHashMap<>();
        roots.forEach((name, root) -> {
            Root there = other.roots.get(name);
            if (there != null) {
                Type type = root.type().equals(there.type())
                        ? root.type()
                        : Types.union(List.of(root.type(), there.type()));
                shared.put(name, new Root(type, root.sure() && there.sure()));
            }
        });
        TypeEnv joined = new TypeEnv(shared, Map.of());
        Set<List<String>> paths = new HashSet<>(facts.keySet());
        paths.addAll(other.facts.keySet());
        for (List<String> path : paths) {
            if (shared.containsKey(path.get(0))) {
                Fact both = both(fact(path), other.fact(path));
                joined = joined.with(path, nothing -> both);
            }
        }
        return joined;
    }

    /** Where a path is missing on one way, what the other says of its value holds whenever it is there. */
    private static Fact both(Fact a, Fact b) {
        if (a.missing() && !b.missing()) {
            return new Fact(false, false, b.oneOf(), b.notNull());
        }
        if (b.missing() && !a.missing()) {
            return new Fact(false, false, a.oneOf(), a.notNull());
        }
        Set<Object> values = null;
        if (a.oneOf() != null && b.oneOf() != null) {
            values = new LinkedHashSet<>(a.oneOf());
            values.addAll(b.oneOf());
        }
        return new Fact(a.present() && b.present(), a.missing() && b.missing(), values, a.notNull() && b.notNull());
    }

    /** The type of a path as narrowed; {@link Type#ANY} for what is not known. */
    public Type type(List<String> path) {
        Type type = declared(path);
        return refine(path, type);
    }

    /** The type of a path where everything above it is narrowed, and it itself is not. */
    private Type declared(List<String> path) {
        Root root = roots.get(path.get(0));
        if (root == null) {
            return Type.ANY;
        }
        Type type = root.type();
        for (int i = 1; i < path.size(); i++) {
            Fields.Found found = Fields.of(refine(path.subList(0, i), type), path.get(i));
            type = found.type();
        }
        return type;
    }

    /** What is known of a path, applied to its declared type. */
    Type refine(List<String> path, Type declared) {
        Type type = restrict(Type.resolve(declared), fact(path));
        for (Map.Entry<List<String>, Fact> entry : facts.entrySet()) {
            List<String> below = entry.getKey();
            if (below.size() == path.size() + 1 && below.subList(0, path.size()).equals(path)) {
                type = filter(type, below.get(path.size()), entry.getValue());
            }
        }
        return type;
    }

    private static Type restrict(Type type, Fact fact) {
        Set<Object> values = fact.oneOf();
        if (type instanceof Type.OrNull nullable) {
            boolean mayBeNull = values == null ? !fact.notNull() : values.contains(Json.NULL);
            if (values != null && mayBeNull && values.size() == 1) {
                return Type.NULL;
            }
            Type inner = restrict(Type.resolve(nullable.type()), fact);
            return mayBeNull ? new Type.OrNull(inner) : inner;
        }
        if (values == null || values.isEmpty()) {
            return type;
        }
        Set<Object> domain = domain(type);
        if (domain == null || type instanceof Type.Null) {
            return type;
        }
        Set<Object> left = new LinkedHashSet<>(domain);
        left.removeIf(member -> !among(values, member));
        return left.isEmpty() || left.size() == domain.size() ? type : new Type.Enum(left);
    }

    /** Drops the members of a union that a fact about one of their fields rules out. */
    private static Type filter(Type type, String field, Fact fact) {
        if (type instanceof Type.OrNull nullable && fact.present()) {
            return filter(Type.resolve(nullable.type()), field, fact);
        }
        if (!(type instanceof Type.Union union)) {
            return type;
        }
        List<Type> left = new ArrayList<>();
        for (Type member : union.members()) {
            if (possible(Type.resolve(member), field, fact)) {
                left.add(member);
            }
        }
        return left.isEmpty() || left.size() == union.members().size() ? type : Types.union(left);
    }

    private static boolean possible(Type member, String field, Fact fact) {
        if (!(member instanceof Type.Obj object)) {
            return !fact.present() && fact.oneOf() == null;
        }
        Type.Field declared = object.fields().get(field);
        if (declared == null) {
            return object.open() || !fact.present();
        }
        if (fact.missing()) {
            return !declared.required();
        }
        Set<Object> domain = fact.oneOf() == null ? null : domain(Type.resolve(declared.type()));
        return domain == null || domain.stream().anyMatch(value -> among(fact.oneOf(), value));
    }

    /** Nothing can be here: some path's remaining values are empty (an {@code else} that nothing reaches). */
    public boolean isImpossible() {
        return facts.values().stream()
                .anyMatch(fact -> fact.oneOf() != null && fact.oneOf().isEmpty());
    }

    /** The values a type can have when they can be listed, else null. The set is the caller's. */
    private static @Nullable Set<Object> domain(Type type) {
        return switch (type) {
            case Type.Enum e -> new LinkedHashSet<>(e.values());
            case Type.Bool bool -> new LinkedHashSet<>(List.of(true, false));
            case Type.Null none -> new LinkedHashSet<>(List.of(Json.NULL));
            case Type.OrNull nullable -> {
                Set<Object> values = domain(Type.resolve(nullable.type()));
                if (values != null) {
                    values.add(Json.NULL);
                }
                yield values;
            }
            case Type.Ref ref -> domain(ref.target());
            case Type.Any any -> null;
            case Type.Int integer -> null;
            case Type.Num number -> null;
            case Type.Str text -> null;
            case Type.Timestamp time -> null;
            case Type.Dur duration -> null;
            case Type.Arr list -> null;
            case Type.Obj object -> null;
            case Type.Union union -> null;
        };
    }

    private static boolean among(@Nullable Collection<?> values, Object value) {
        return values != null && values.stream().anyMatch(one -> Json.equal(one, value));
    }

    /** Every value a path could have were nothing known of it itself: a discriminator's own fact filters its union. */
    private @Nullable Set<Object> wholeDomain(List<String> path) {
        Map<List<String>, Fact> others = new HashMap<>(facts);
        others.remove(path);
        return domain(Type.resolve(new TypeEnv(roots, others).declared(path)));
    }

    private Fact fact(List<String> path) {
        return facts.getOrDefault(path, Fact.NOTHING);
    }

    private TypeEnv with(List<String> path, UnaryOperator<Fact> change) {
        List<String> key = List.copyOf(path);
        Fact before = fact(key);
        Fact after = change.apply(before);
        if (after.oneOf() != null && after.oneOf().equals(wholeDomain(key))) {
            after = new Fact(after.present(), after.missing(), null, after.notNull());
        }
        if (after.equals(before)) {
            return this;
        }
        Map<List<String>, Fact> changed = new HashMap<>(facts);
        if (after.equals(Fact.NOTHING)) {
            changed.remove(key);
        } else {
            changed.put(key, after);
        }
        return new TypeEnv(roots, changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TypeEnv env && env.roots.equals(roots) && env.facts.equals(facts);
    }

    @Override
    public int hashCode() {
        return roots.keySet().hashCode() * 31 + facts.hashCode();
    }

    @Override
    public String toString() {
        return roots + " " + facts;
    }
}
