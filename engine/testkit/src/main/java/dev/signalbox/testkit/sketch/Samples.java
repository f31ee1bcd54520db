package dev.signalbox.testkit.sketch;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small value of a type: the first of an enum, what an object requires and nothing more. Bounds and patterns are the author's. */
final class Samples {
    /** A recursive schema that requires itself has no value; this is deep enough for any other. */
    private static final int DEEPEST = 20;

    private Samples() {}

    static Object of(Type type) {
        return of(type, 0);
    }

    private static Object of(Type type, int depth) {
        if (depth > DEEPEST) {
            return Map.of();
        }
        return switch (Type.resolve(type)) {
            case Type.Any any -> Map.of();
            case Type.Null none -> Json.NULL;
            case Type.Bool bool -> true;
            case Type.Int number -> 1L;
            case Type.Num number -> 1L;
            case Type.Str text -> "text";
            case Type.Timestamp time -> "2026-03-02T12:00:00Z";
            case Type.Dur time -> "1h";
            case Type.Enum of -> of.values().iterator().next();
            case Type.Arr array -> List.of();
            case Type.Obj object -> fields(object, depth);
            case Type.Union union -> of(union.members().getFirst(), depth + 1);
            case Type.OrNull orNull -> of(orNull.type(), depth + 1);
            case Type.Ref ref -> of(ref.target(), depth + 1);
        };
    }

    private static Map<String, Object> fields(Type.Obj object, int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> {
            if (field.required()) {
                fields.put(name, of(field.type(), depth + 1));
            }
        });
        return fields;
    }

    /** A value that a {@code match} leads to that case with: the enum's member, or the union's member of that choice. */
    static Object chosen(Type type, Object value) {
        for (Type member : members(Type.resolve(type))) {
            if (Type.resolve(member) instanceof Type.Obj object) {
                for (Map.Entry<String, Type.Field> field : object.fields().entrySet()) {
                    if (Type.resolve(field.getValue().type()) instanceof Type.Enum constant
                            && constant.values().contains(value)) {
                        Map<String, Object> fields = new LinkedHashMap<>(fields(object, 0));
                        fields.put(field.getKey(), value);
                        return fields;
                    }
                }
            }
        }
        return value;
    }

    private static List<Type> members(Type type) {
        if (type instanceof Type.Union union) {
            List<Type> all = new ArrayList<>();
            union.members().forEach(member -> all.addAll(members(Type.resolve(member))));
            return all;
        }
        return List.of(type);
    }
}
