package dev.signalbox.dsl.check.verb;

import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes of {@code error} and {@code decision}. */
public final class FailureTypes {
    public static final Type ERROR =
            object(Map.of("kind", Type.STR, "message", Type.STR, "state", Type.STR, "attempt", Type.INT));

    /** {@code by} and {@code note} are empty when there is none. */
    public static final Type DECISION = object(Map.of("kind", Type.STR, "by", Type.STR, "note", Type.STR));

    private FailureTypes() {}

    private static Type object(Map<String, Type> fields) {
        Map<String, Type.Field> sorted = new LinkedHashMap<>();
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> sorted.put(field.getKey(), new Type.Field(field.getValue(), true)));
        return new Type.Obj(sorted, null);
    }
}
