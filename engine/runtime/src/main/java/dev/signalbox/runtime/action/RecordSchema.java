package dev.signalbox.runtime.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The JSON Schema of a Java type as it is read and written: records, enums, lists, maps, {@code Optional}, times, numbers and
 * texts, nested and recursive. A record's component is required unless it is an {@code Optional} or marked {@code Nullable} (by any
 * annotation of that name), which may also be null. A type that it does not know takes anything.
 */
final class RecordSchema {
    private static final Set<Class<?>> WHOLE = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);
    private static final Set<Class<?>> NUMBER =
            Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class, Number.class);
    private static final Map<Class<?>, String> FORMATS = Map.of(
            Instant.class, "date-time",
            OffsetDateTime.class, "date-time",
            ZonedDateTime.class, "date-time",
            LocalDate.class, "date",
            LocalTime.class, "time",
            Duration.class, "duration",
            UUID.class, "uuid",
            URI.class, "uri");

    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new TreeMap<>();

    private RecordSchema() {}

    /** One value that needs nothing else: records that others refer to stand in its {@code $defs}. */
    static Map<String, Object> of(Type type) {
        RecordSchema reader = new RecordSchema();
        Map<String, Object> schema = new LinkedHashMap<>(
                type instanceof Class<?> own && own.isRecord() ? reader.whole(own) : reader.read(type));
        if (!reader.definitions.isEmpty()) {
            schema.put("$defs", reader.definitions);
        }
        return schema;
    }

    /** The root record stands as itself, unless it refers to itself. */
    private Map<String, Object> whole(Class<?> root) {
        Map<String, Object> reference = read(root);
        String name = root.getSimpleName();
        boolean again = definitions.toString().contains("#/$defs/" + name + "}");
        Object found = again ? null : definitions.remove(name);
        return found instanceof Map<?, ?> ? dev.signalbox.dsl.value.Json.object(found) : reference;
    }

    private Map<String, Object> read(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] of = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
                return fields("type", "array", "items", read(of[0]));
            }
            if (Map.class.isAssignableFrom(raw)) {
                return fields("type", "object", "additionalProperties", read(of[1]));
            }
            return raw == Optional.class ? orNull(read(of[0])) : read(raw);
        }
        if (type instanceof GenericArrayType array) {
            return fields("type", "array", "items", read(array.getGenericComponentType()));
        }
        return type instanceof Class<?> plain ? plain(plain) : Map.of();
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type == String.class || type == CharSequence.class || type == char.class || type == Character.class) {
            return fields("type", "string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return fields("type", "boolean");
        }
        if (WHOLE.contains(type)) {
            return fields("type", "integer");
        }
        if (NUMBER.contains(type)) {
            return fields("type", "number");
        }
        String format = FORMATS.get(type);
        if (format != null) {
            return fields("type", "string", "format", format);
        }
        if (type == Void.class || type == void.class) {
            return fields("type", "null");
        }
        if (type.isEnum()) {
            return fields("enum", constants(type));
        }
        if (type.isArray()) {
            return type == byte[].class
                    ? fields("type", "string")
                    : fields("type", "array", "items", read(type.getComponentType()));
        }
        if (type.isRecord()) {
            return reference(type);
        }
        if (Map.class.isAssignableFrom(type)) {
            return fields("type", "object");
        }
        return Collection.class.isAssignableFrom(type) ? fields("type", "array") : Map.of();
    }

    private static List<Object> constants(Class<?> type) {
        List<Object> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return names;
    }

    private Map<String, Object> reference(Class<?> type) {
        String known = names.get(type);
        if (known == null) {
            String name = type.getSimpleName();
            for (int twin = 2; names.containsValue(name); twin++) {
                name = type.getSimpleName() + twin;
            }
            known = name;
            names.put(type, known);
            definitions.put(known, Map.of());
            definitions.put(known, object(type));
        }
        return fields("$ref", "#/$defs/" + known);
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null || named.value().isEmpty() ? component.getName() : named.value();
            Map<String, Object> schema = read(component.getGenericType());
            boolean nullable = isNullable(component) || isNullable(component.getAnnotatedType());
            properties.put(name, nullable ? orNull(schema) : schema);
            if (!nullable && component.getType() != Optional.class) {
                required.add(name);
            }
        }
        Map<String, Object> schema = fields("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return schema.isEmpty() ? schema : fields("anyOf", List.of(schema, fields("type", "null")));
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
