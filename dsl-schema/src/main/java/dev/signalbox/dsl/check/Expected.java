package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.Sites;
import dev.signalbox.dsl.type.Type;

/** Whether a type can be what a place without a schema expects, and the words for both. */
final class Expected {
    private Expected() {}

    static boolean fits(Type type, Sites.Expect expect) {
        if (type instanceof Type.Any) {
            return true;
        }
        return switch (expect) {
            case ANY -> true;
            case TEXT -> isScalar(type);
            case TEXT_OR_NOTHING ->
                type instanceof Type.OrNull orNull ? isScalar(Type.resolve(orNull.type())) : isScalar(type);
            case LIST -> type instanceof Type.Arr;
            case DURATION -> type instanceof Type.Dur || type instanceof Type.Str || type instanceof Type.Enum;
            case INSTANT -> type instanceof Type.Timestamp || type instanceof Type.Str;
        };
    }

    private static boolean isScalar(Type type) {
        return switch (type) {
            case Type.Bool bool -> true;
            case Type.Int number -> true;
            case Type.Num number -> true;
            case Type.Str text -> true;
            case Type.Enum of -> true;
            case Type.Timestamp time -> true;
            case Type.Dur time -> true;
            case Type.Any any -> true;
            case Type.Null none -> false;
            case Type.Arr array -> false;
            case Type.Obj object -> false;
            case Type.Union union -> union.members().stream().allMatch(member -> isScalar(Type.resolve(member)));
            case Type.OrNull orNull -> false;
            case Type.Ref ref -> isScalar(ref.target());
        };
    }

    /** Whether a value of the type can be a text at all. */
    static boolean mayBeString(Type type) {
        return switch (type) {
            case Type.Any any -> true;
            case Type.Str text -> true;
            case Type.Enum of -> of.values().stream().anyMatch(String.class::isInstance);
            case Type.OrNull orNull -> mayBeString(Type.resolve(orNull.type()));
            case Type.Union union -> union.members().stream().anyMatch(member -> mayBeString(Type.resolve(member)));
            case Type.Ref ref -> mayBeString(ref.target());
            case Type.Bool bool -> false;
            case Type.Int number -> false;
            case Type.Num number -> false;
            case Type.Timestamp time -> false;
            case Type.Dur time -> false;
            case Type.Null none -> false;
            case Type.Arr array -> false;
            case Type.Obj object -> false;
        };
    }

    static String name(Sites.Expect expect) {
        return switch (expect) {
            case ANY -> "any value";
            case TEXT -> "text";
            case TEXT_OR_NOTHING -> "text or null";
            case LIST -> "a list";
            case DURATION -> "a duration such as `5m`";
            case INSTANT -> "a date and time";
        };
    }

    static String name(Type type) {
        return switch (type) {
            case Type.Bool bool -> "true or false";
            case Type.Int number -> "an integer";
            case Type.Num number -> "a number";
            case Type.Str text -> "text";
            case Type.Enum of -> "one of " + Members.quoted(of.values());
            case Type.Timestamp time -> "a date and time";
            case Type.Dur time -> "a duration";
            case Type.Any any -> "any value";
            case Type.Null none -> "null";
            case Type.Arr array -> "a list";
            case Type.Obj object -> "an object";
            case Type.Union union -> "one of several shapes";
            case Type.OrNull orNull -> name(Type.resolve(orNull.type())) + " or null";
            case Type.Ref ref -> name(ref.target());
        };
    }
}
