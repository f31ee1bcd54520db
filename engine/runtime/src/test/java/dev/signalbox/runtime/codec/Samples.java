package dev.signalbox.runtime.codec;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.value.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances of any record of ours, made from its components, so that a new event has its sample without anybody's help. */
public final class Samples {
    private static final Object TRICKY = tricky();
    private final boolean full;
    private int count;

    /** @param full whether what may be null or empty is there */
    public Samples(boolean full) {
        this.full = full;
    }

    private static Object tricky() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z_first", 5.0);
        object.put("camelCase", 5L);
        object.put("nothing", Json.NULL);
        object.put("type", "NotAType");
        object.put("deep", List.of(true, Map.of(), List.of(), -1L, 1.0E300, "\u0000\"\\ \u2028 \ud83d\ude00"));
        object.put("empty", "");
        object.put("big", Long.MAX_VALUE);
        return object;
    }

    public <T> List<T> ofEvery(Class<T> sealed) {
        List<T> all = new ArrayList<>();
        for (Class<?> member : sealed.getPermittedSubclasses()) {
            all.add(sealed.cast(of(member)));
        }
        return all;
    }

    Object of(Type type) {
        count++;
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == Object.class) {
            return TRICKY;
        }
        if (raw == String.class) {
            return "text " + count;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return count % 2 == 0;
        }
        if (raw == int.class || raw == Integer.class) {
            return count;
        }
        if (raw == long.class || raw == Long.class) {
            return (long) count << 40;
        }
        if (raw == double.class || raw == Double.class) {
            return (double) count;
        }
        if (raw == Instant.class) {
            return Instant.parse("2026-03-02T12:00:00.007Z").plusMillis(count);
        }
        if (raw == Duration.class) {
            return Duration.ofMillis(1500L + count);
        }
        if (raw == StepId.class) {
            return StepId.parse("run-1/state/" + count + "/a/slot");
        }
        if (raw == Calibration.class) {
            return new Calibration(count, 100 + count % 100);
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[count % raw.getEnumConstants().length];
        }
        if (raw.isSealed()) {
            return of(raw.getPermittedSubclasses()[count % raw.getPermittedSubclasses().length]);
        }
        return ofRecord(raw);
    }

    private Object ofGeneric(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return full ? List.of(of(arguments[0]), of(arguments[0])) : List.of();
        }
        if (generic.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            if (full) {
                map.put(of(arguments[0]), of(arguments[1]));
                map.put(of(arguments[0]), of(arguments[1]));
            }
            return map;
        }
        throw new AssertionError("no sample for " + generic);
    }

    private Object ofRecord(Class<?> raw) {
        RecordComponent[] components = raw.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = nullable && !full ? null : of(components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = raw.getConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample for " + raw, e);
        }
    }
}
