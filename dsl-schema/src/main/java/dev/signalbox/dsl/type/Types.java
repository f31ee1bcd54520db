package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with types: joining them, telling whether one can fit another, naming them in words. */
public final class Types {
    private Types() {}

    /** A value of any of these. Flat, without doubles; null becomes {@link Type.OrNull}; enums of scalars grow together. */
    public static Type union(List<Type> types) {
        List<Type> members = new ArrayList<>();
        boolean orNull = false;
        for (Type type : types) {
            Type resolved = Type.resolve(type);
            if (resolved instanceof Type.OrNull nullable) {
                orNull = true;
                resolved = Type.resolve(nullable.type());
            }
            if (resolved instanceof Type.Null) {
                orNull = true;
            } else if (resolved instanceof Type.Any) {
                return Type.ANY;
            } else if (resolved instanceof Type.Union union) {
                union.members().forEach(member -> add(members, Type.resolve(member)));
            } else {
                add(members, resolved);
            }
        }
        if (members.isEmpty()) {
            return orNull ? Type.NULL : Type.ANY;
        }
        Type type = members.size() == 1 ? members.get(0) : new Type.Union(members, discriminator(members));
        return orNull ? new Type.OrNull(type) : type;
    }

    private static void add(List<Type> members, Type type) {
        for (int i = 0; i < members.size(); i++) {
            Type known = members.get(i);
            Type merged = known.equals(type) ? known : merge(known, type);
            if (merged != null) {
                members.set(i, merged);
                return;
            }
        }
        members.add(type);
    }

    private static @Nullable Type merge(Type a, Type b) {
        if (a instanceof Type.Enum x && b instanceof Type.Enum y && base(a).equals(base(b))) {
            Set<Object> all = new LinkedHashSet<>(x.values());
            all.addAll(y.values());
            return new Type.Enum(all);
        }
        if (a instanceof Type.Enum && base(a).equals(b)) {
            return b;
        }
        if (b instanceof Type.Enum && base(b).equals(a)) {
            return a;
        }
        if (isNumber(a) && isNumber(b)) {
            return Type.NUM;
        }
        if (a instanceof Type.Arr x && b instanceof Type.Arr y) {
            Long max = x.maxItems() != null && y.maxItems() != null
                    ? Long.valueOf(Math.max(x.maxItems(), y.maxItems()))
                    : null;
            return new Type.Arr(x.item().equals(y.item()) ? x.item() : union(List.of(x.item(), y.item())), max);
        }
        return null;
    }

    /** The scalar type of an enum's members, {@link Type#ANY} when they differ; any other type is its own base. */
    public static Type base(Type type) {
        Type resolved = Type.resolve(type);
        if (!(resolved instanceof Type.Enum e)) {
            return resolved;
        }
        Type base = null;
        for (Object value : e.values()) {
            Type one = of(value);
            if (base == null || base.equals(one)) {
                base = one;
            } else {
                boolean numbers = isNumber(base) && isNumber(one);
                if (!numbers) {
                    return Type.ANY;
                }
                base = Type.NUM;
            }
        }
        return base == null ? Type.ANY : base;
    }

    public static boolean isNumber(Type type) {
        return type instanceof Type.Int || type instanceof Type.Num;
    }

    private static Type of(Object value) {
        return switch (value) {
            case String s -> Type.STR;
            case Boolean b -> Type.BOOL;
            case Long n -> Type.INT;
            case Double d -> Type.NUM;
            default -> Json.isNull(value) ? Type.NULL : Type.ANY;
        };
    }

    /** The field whose constants tell the members apart, or null. */
    private static @Nullable String discriminator(List<Type> members) {
        if (!(members.get(0) instanceof Type.Obj first)) {
            return null;
        }
        for (String name : first.fields().keySet()) {
            if (tellsApart(name, members)) {
                return name;
            }
        }
        return null;
    }

    private static boolean tellsApart(String name, List<Type> members) {
        Set<Object> seen = new LinkedHashSet<>();
        for (Type member : members) {
            Type.Field field = member instanceof Type.Obj obj ? obj.fields().get(name) : null;
            if (field == null || !field.required() || !(Type.resolve(field.type()) instanceof Type.Enum e)) {
                return false;
            }
            for (Object value : e.values()) {
                if (!seen.add(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** In plain words with an article: {@code a number}, {@code text}, {@code one of 'a', 'b'}. */
    public static String words(Type type) {
        return switch (type) {
            case Type.Any any -> "any value";
            case Type.Null none -> "null";
            case Type.Bool bool -> "true or false";
            case Type.Int integer -> "an integer";
            case Type.Num number -> "a number";
            case Type.Str text -> "text";
            case Type.Timestamp time -> "a timestamp";
            case Type.Dur duration -> "a duration";
            case Type.Enum e -> e.values().size() == 1 ? list(e.values()) : "one of " + list(e.values());
            case Type.Arr list -> "a list";
            case Type.Obj object -> "an object";
            case Type.Ref ref -> words(Type.resolve(ref));
            case Type.OrNull nullable -> words(nullable.type()) + " or null";
            case Type.Union union -> {
                Set<String> parts = new LinkedHashSet<>();
                union.members().forEach(member -> parts.add(words(member)));
                yield String.join(" or ", parts);
            }
        };
    }

    /** Values as an expression would write them, at most eight. */
    public static String list(Iterable<?> values) {
        List<String> out = new ArrayList<>();
        for (Object value : values) {
            if (out.size() == 8) {
                out.add("…");
                break;
            }
            out.add(value instanceof String text ? "'" + text + "'" : Fitting.words(value));
        }
        return String.join(", ", out);
    }
}
