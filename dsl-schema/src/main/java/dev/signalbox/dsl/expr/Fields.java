package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looking up a field, or a list's item by its digits, in a type. */
final class Fields {
    private Fields() {}

    /** How sure it is that a field is there. */
    enum Presence {
        SURE,
        OPTIONAL,
        /** Some members of a union have it, others cannot. */
        SOME_MEMBERS,
        /** No value of the type has it. */
        NONE
    }

    /** The type is {@link Type#ANY} where the field is unknown, so that one mistake gives one finding. */
    record Found(Type type, Presence presence) {}

    private static final Found UNKNOWN = new Found(Type.ANY, Presence.NONE);

    static Found of(Type on, String name) {
        return switch (on) {
            case Type.Any any -> new Found(Type.ANY, Presence.SURE);
            case Type.Ref ref -> of(ref.target(), name);
            case Type.OrNull nullable -> of(nullable.type(), name);
            case Type.Obj object -> ofObject(object, name);
            case Type.Arr list -> isIndex(name) ? new Found(list.item(), Presence.SURE) : UNKNOWN;
            case Type.Union union -> ofUnion(union, name);
            case Type.Null none -> UNKNOWN;
            case Type.Bool bool -> UNKNOWN;
            case Type.Int integer -> UNKNOWN;
            case Type.Num number -> UNKNOWN;
            case Type.Str text -> UNKNOWN;
            case Type.Timestamp time -> UNKNOWN;
            case Type.Dur duration -> UNKNOWN;
            case Type.Enum e -> UNKNOWN;
        };
    }

    private static Found ofObject(Type.Obj object, String name) {
        Type.Field field = object.fields().get(name);
        if (field != null) {
            return new Found(field.type(), field.required() ? Presence.SURE : Presence.OPTIONAL);
        }
        Type rest = object.rest();
        return rest == null ? UNKNOWN : new Found(rest, Presence.SURE);
    }

    private static Found ofUnion(Type.Union union, String name) {
        List<Type> types = new ArrayList<>();
        boolean all = true;
        boolean optional = false;
        for (Type member : union.members()) {
            Found found = of(member, name);
            if (found.presence() == Presence.NONE) {
                all = false;
            } else {
                types.add(found.type());
                all &= found.presence() != Presence.SOME_MEMBERS;
                optional |= found.presence() == Presence.OPTIONAL;
            }
        }
        if (types.isEmpty()) {
            return UNKNOWN;
        }
        Presence presence = !all ? Presence.SOME_MEMBERS : optional ? Presence.OPTIONAL : Presence.SURE;
        return new Found(Types.union(types), presence);
    }

    /** The names of the fields a type declares, in order, for a did-you-mean. */
    static Set<String> names(Type type) {
        Set<String> names = new LinkedHashSet<>();
        switch (Type.resolve(type)) {
            case Type.Obj object -> names.addAll(object.fields().keySet());
            case Type.Union union -> union.members().forEach(member -> names.addAll(names(member)));
            case Type.OrNull nullable -> names.addAll(names(nullable.type()));
            default -> {}
        }
        return names;
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
