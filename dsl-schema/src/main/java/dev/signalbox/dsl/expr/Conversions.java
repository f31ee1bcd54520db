package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import org.jspecify.annotations.Nullable;

/** How a value becomes what a place takes, in words for a help line; null where there is no plain way. */
final class Conversions {
    private Conversions() {}

    /** What to ask of a value where true or false is wanted. */
    static @Nullable String asked(String source, Type type) {
        return switch (Types.base(Checker.withoutNull(type))) {
            case Type.Int number -> "Write the comparison out: `" + source + " > 0`.";
            case Type.Num number -> "Write the comparison out: `" + source + " > 0`.";
            case Type.Str text -> "Write the comparison out: `" + source + " != ''`.";
            case Type.Arr list -> "Write the comparison out: `size(" + source + ") > 0`.";
            case Type.Obj object -> "Name the field that is to be true or false, or ask `has(" + source + ")`.";
            default -> null;
        };
    }

    /** Two values that are to be compared. */
    static @Nullable String compared(String left, Type a, String right, Type b) {
        if (isText(a) && isNumber(b)) {
            return numbers(left);
        }
        return isNumber(a) && isText(b) ? numbers(right) : null;
    }

    private static String numbers(String text) {
        return text.startsWith("'") || text.startsWith("\"")
                ? "Write the number without quotes."
                : "Ask how long it is with `size(" + text + ")`, or read it as a number with `double(" + text + ")`.";
    }

    /** Two values that are to be added. */
    static @Nullable String joined(String left, Type a, String right, Type b) {
        if (isText(a) && !isText(b)) {
            return "Write it as text: `string(" + right + ")`.";
        }
        return !isText(a) && isText(b) ? "Write it as text: `string(" + left + ")`." : null;
    }

    /** A value that is to go where another type is wanted. */
    static @Nullable String fitted(Type from, Type to) {
        if (Type.resolve(from) instanceof Type.OrNull) {
            return "Go on with another value where it is null: `x != null ? x : …`.";
        }
        Type wanted = Types.base(Checker.withoutNull(to));
        if (isText(from) && wanted instanceof Type.Int) {
            return "Read it as a number with `int(…)`, ask for its length with `size(…)`, or mend the schema.";
        }
        if (isText(from) && wanted instanceof Type.Num) {
            return "Read it as a number with `double(…)`, or mend the schema.";
        }
        return isNumber(from) && isText(to) ? "Write it as text with `string(…)`, or mend the schema." : null;
    }

    private static boolean isText(Type type) {
        return Types.base(Checker.withoutNull(type)) instanceof Type.Str;
    }

    private static boolean isNumber(Type type) {
        return Types.isNumber(Types.base(Checker.withoutNull(type)));
    }
}
