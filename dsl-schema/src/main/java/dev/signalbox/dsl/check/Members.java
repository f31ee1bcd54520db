package dev.signalbox.dsl.check;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The values a {@code match} can tell apart: an enum's members, true and false, a union's members by their {@code choice}. */
public final class Members {
    /** The field by which a run tells a union's members apart. */
    static final String CHOICE = "choice";

    private Members() {}

    /** Empty when the type has no countable values. */
    public static Set<Object> of(Type type) {
        Set<Object> members = new LinkedHashSet<>();
        return add(Type.resolve(type), members) ? members : Set.of();
    }

    private static boolean add(Type type, Set<Object> members) {
        return switch (type) {
            case Type.Enum of -> members.addAll(of.values());
            case Type.Bool bool -> members.addAll(List.of(true, false));
            case Type.Null none -> members.add(Json.NULL);
            case Type.OrNull orNull -> add(Type.resolve(orNull.type()), members) && members.add(Json.NULL);
            case Type.Union union -> CHOICE.equals(union.discriminator()) && byField(union, CHOICE, members);
            // One member is left of a union.
            case Type.Obj object -> byField(object, CHOICE, members);
            case Type.Any any -> false;
            case Type.Int number -> false;
            case Type.Num number -> false;
            case Type.Str text -> false;
            case Type.Timestamp time -> false;
            case Type.Dur time -> false;
            case Type.Arr array -> false;
            case Type.Ref ref -> add(ref.target(), members);
        };
    }

    private static boolean byField(Type.Union union, String discriminator, Set<Object> members) {
        return union.members().stream()
                .allMatch(member ->
                        Type.resolve(member) instanceof Type.Obj object && byField(object, discriminator, members));
    }

    private static boolean byField(Type.Obj object, String discriminator, Set<Object> members) {
        Type.Field field = object.fields().get(discriminator);
        return field != null && add(Type.resolve(field.type()), members);
    }

    static String quoted(Set<Object> members) {
        return members.stream()
                .map(member -> "`" + (Json.isNull(member) ? "null" : member) + "`")
                .collect(Collectors.joining(", "));
    }
}
