package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a value of one type can fit another. What only a run can tell (a bound, a text in an enum) passes. */
public final class Assignable {
    /** Recursive types are compared this deep; below, the schema itself decides in a run. */
    private static final int MAX_DEPTH = 12;

    private Assignable() {}

    /** The end of a sentence about the value, or null when it can fit. */
    public static @Nullable String whyNot(Type from, Type to) {
        return whyNot(Type.resolve(from), Type.resolve(to), "", 0);
    }

    private static @Nullable String whyNot(Type from, Type to, String at, int depth) {
        if (from instanceof Type.Any || to instanceof Type.Any || depth > MAX_DEPTH) {
            return null;
        }
        if (from instanceof Type.OrNull nullable) {
            boolean takesNull = to instanceof Type.OrNull || to instanceof Type.Null;
            return takesNull
                    ? whyNot(Type.resolve(nullable.type()), to, at, depth)
                    : "may be null" + in(at) + ", and " + wanted(to);
        }
        if (to instanceof Type.OrNull nullable) {
            return from instanceof Type.Null ? null : whyNot(from, Type.resolve(nullable.type()), at, depth);
        }
        if (from instanceof Type.Union union) {
            boolean some = union.members().stream()
                    .anyMatch(member -> whyNot(Type.resolve(member), to, at, depth + 1) == null);
            return some ? null : none(union, to, at, depth);
        }
        if (to instanceof Type.Union union) {
            boolean some = union.members().stream()
                    .anyMatch(member -> whyNot(from, Type.resolve(member), at, depth + 1) == null);
            return some ? null : alike(from, to) ? "is like none of the members" + in(at) + " here" : is(from, to, at);
        }
        if (from instanceof Type.Obj a && to instanceof Type.Obj b) {
            return object(a, b, at, depth);
        }
        if (from instanceof Type.Arr a && to instanceof Type.Arr b) {
            return whyNot(Type.resolve(a.item()), Type.resolve(b.item()), at + "[]", depth + 1);
        }
        return scalars(from, to) ? null : is(from, to, at);
    }

    private static boolean scalars(Type from, Type to) {
        if (from instanceof Type.Enum a && to instanceof Type.Enum b) {
            return a.values().stream().anyMatch(value -> among(b.values(), value));
        }
        Type x = Types.base(from);
        Type y = Types.base(to);
        if (x instanceof Type.Any || y instanceof Type.Any || (Types.isNumber(x) && Types.isNumber(y))) {
            return true;
        }
        return x.getClass() == y.getClass() || (isText(x) && isText(y));
    }

    /** Timestamps and durations become text; a text may be a date-time. */
    private static boolean isText(Type type) {
        return type instanceof Type.Str || type instanceof Type.Timestamp || type instanceof Type.Dur;
    }

    private static boolean among(Set<Object> values, Object value) {
        return values.stream().anyMatch(one -> Json.equal(one, value));
    }

    private static @Nullable String object(Type.Obj from, Type.Obj to, String at, int depth) {
        for (Map.Entry<String, Type.Field> wanted : to.fields().entrySet()) {
            String name = wanted.getKey();
            Type.Field given = from.fields().get(name);
            if (given != null) {
                String why = whyNot(
                        Type.resolve(given.type()),
                        Type.resolve(wanted.getValue().type()),
                        at.isEmpty() ? name : at + "." + name,
                        depth + 1);
                if (why != null) {
                    return why;
                }
            } else if (wanted.getValue().required() && !from.open()) {
                return "has no field `" + name + "`" + in(at) + ", which is required here";
            }
        }
        return null;
    }

    /** No member fits. Where the words for both are the same, one member's reason says more. */
    private static String none(Type.Union union, Type to, String at, int depth) {
        String why = alike(union, to) ? whyNot(Type.resolve(union.members().getFirst()), to, at, depth + 1) : null;
        return why == null ? is(union, to, at) : "may be a member that " + why;
    }

    private static boolean alike(Type from, Type to) {
        return Types.words(from).equals(Types.words(to));
    }

    private static String in(String at) {
        return at.isEmpty() ? "" : " in " + at;
    }

    private static String is(Type from, Type to, String at) {
        return "is " + Types.words(from) + in(at) + ", and " + wanted(to);
    }

    private static String wanted(Type to) {
        return Types.words(to) + " is wanted";
    }
}
