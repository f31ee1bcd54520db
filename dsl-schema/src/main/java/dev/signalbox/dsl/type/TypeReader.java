package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reduces a schema to its shape. What it cannot reduce is {@link Type.Any}: the schema itself still validates it. */
final class TypeReader {
    private static final Set<String> ANNOTATIONS = Set.of("$ref", "title", "description", "default", "examples");
    private static final Set<String> COMBINING = Set.of("$ref", "allOf", "oneOf", "anyOf");

    /** A schema whose unions double at each reference would otherwise never be read to its end. */
    private static final int MAX_READS = 20_000;

    private final Document document;
    private final Map<String, Type> named = new HashMap<>();
    private int reads;

    TypeReader(Document document) {
        this.document = document;
    }

    Type read() {
        return read(document.root(), Set.of());
    }

    /** @param open the definitions being read around this schema without a field or an item between */
    private Type read(@Nullable Object schema, Set<String> open) {
        if (++reads > MAX_READS || !(schema instanceof Map<?, ?> map)) {
            return Type.ANY;
        }
        if (map.containsKey("$ref")) {
            Type referred = refer(map.get("$ref"), open);
            return ANNOTATIONS.containsAll(map.keySet()) ? referred : both(referred, readKeywords(map, open));
        }
        return readKeywords(map, open);
    }

    private Type refer(@Nullable Object reference, Set<String> open) {
        String name = reference == null ? null : document.target(reference);
        if (name == null || open.contains(name)) {
            return Type.ANY;
        }
        Set<String> opened = new LinkedHashSet<>(open);
        opened.add(name);
        return read(document.definition(name), opened);
    }

    /** A field's or an item's type: read when it is asked for, so that a recursive schema has an end. */
    private Type inner(@Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> map)) {
            return Type.ANY;
        }
        String name = map.containsKey("$ref") ? document.target(map.get("$ref")) : null;
        if (name != null && ANNOTATIONS.containsAll(map.keySet())) {
            return new Type.Ref(name, document.definition(name), () -> named(name));
        }
        boolean mayRecur = !Collections.disjoint(map.keySet(), COMBINING);
        return mayRecur ? new Type.Ref("", map, () -> read(map, Set.of())) : read(map, Set.of());
    }

    private Type named(String name) {
        synchronized (named) {
            Type known = named.get(name);
            if (known == null) {
                known = read(document.definition(name), Set.of(name));
                named.put(name, known);
            }
            return known;
        }
    }

    private Type readKeywords(Map<?, ?> map, Set<String> open) {
        Type type = own(map);
        if (map.get("allOf") instanceof List<?> parts) {
            for (Object part : parts) {
                type = both(type, read(part, open));
            }
        }
        for (String key : List.of("oneOf", "anyOf")) {
            if (map.get(key) instanceof List<?> members && !members.isEmpty()) {
                List<Type> read = new ArrayList<>();
                for (Object member : members) {
                    read.add(both(type, read(member, open)));
                }
                type = Types.union(read);
            }
        }
        return type;
    }

    private Type own(Map<?, ?> map) {
        if (map.containsKey("const")) {
            return values(List.of(map.get("const")), map);
        }
        if (map.get("enum") instanceof List<?> values) {
            return values(values, map);
        }
        Object type = map.get("type");
        if (type instanceof String name) {
            return simple(name, map);
        }
        if (type instanceof List<?> names) {
            return Types.union(names.stream()
                    .map(name -> simple(String.valueOf(name), map))
                    .toList());
        }
        if (map.containsKey("properties") || map.containsKey("additionalProperties") || map.containsKey("required")) {
            return object(map);
        }
        return map.containsKey("items") || map.containsKey("prefixItems") ? array(map) : Type.ANY;
    }

    private Type simple(String name, Map<?, ?> map) {
        return switch (name) {
            case "string" -> "date-time".equals(map.get("format")) ? Type.TIMESTAMP : Type.STR;
            case "integer" -> Type.INT;
            case "number" -> Type.NUM;
            case "boolean" -> Type.BOOL;
            case "null" -> Type.NULL;
            case "array" -> array(map);
            case "object" -> object(map);
            default -> Type.ANY;
        };
    }

    private static Type values(List<?> values, Map<?, ?> map) {
        Set<Object> members = new LinkedHashSet<>();
        boolean orNull = false;
        for (Object value : values) {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                return Type.ANY;
            }
            if (Json.isNull(value)) {
                orNull = true;
            } else {
                boolean widen = "number".equals(map.get("type")) && value instanceof Long;
                members.add(widen ? Double.valueOf(((Long) value).doubleValue()) : value);
            }
        }
        if (members.isEmpty()) {
            return Type.NULL;
        }
        Type type = new Type.Enum(members);
        return orNull ? new Type.OrNull(type) : type;
    }

    private Type array(Map<?, ?> map) {
        Long max = map.get("maxItems") instanceof Long bound ? bound : null;
        if (map.get("prefixItems") instanceof List<?> items) {
            List<Type> types = new ArrayList<>();
            items.forEach(item -> types.add(inner(item)));
            types.add(inner(map.get("items")));
            return new Type.Arr(Types.union(types), max);
        }
        return new Type.Arr(inner(map.get("items")), max);
    }

    private Type object(Map<?, ?> map) {
        Map<String, Type.Field> fields = new LinkedHashMap<>();
        List<?> required = map.get("required") instanceof List<?> names ? names : List.of();
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) ->
                    fields.put((String) name, new Type.Field(inner(schema), required.contains(name))));
        }
        for (Object name : required) {
            if (name instanceof String field && !fields.containsKey(field)) {
                fields.put(field, new Type.Field(Type.ANY, true));
            }
        }
        return new Type.Obj(fields, rest(map, fields.isEmpty()));
    }

    /** An object that declares fields has no others unless it says so: a name that nobody declared is a slip of the pen. */
    private @Nullable Type rest(Map<?, ?> map, boolean undeclared) {
        Object additional = map.get("additionalProperties");
        if (map.containsKey("patternProperties")) {
            return Type.ANY;
        }
        if (additional instanceof Map<?, ?>) {
            return inner(additional);
        }
        if (additional instanceof Boolean allowed) {
            return allowed ? Type.ANY : null;
        }
        return undeclared ? Type.ANY : null;
    }

    /** What fits both. */
    private static Type both(Type a, Type b) {
        if (a instanceof Type.Any) {
            return b;
        }
        if (b instanceof Type.Any || a.equals(b)) {
            return a;
        }
        if (a instanceof Type.Union union) {
            return Types.union(union.members().stream().map(m -> both(m, b)).toList());
        }
        if (b instanceof Type.Union union) {
            return Types.union(union.members().stream().map(m -> both(a, m)).toList());
        }
        if (a instanceof Type.Obj left && b instanceof Type.Obj right) {
            Map<String, Type.Field> fields = new LinkedHashMap<>(left.fields());
            right.fields()
                    .forEach((name, field) -> fields.merge(
                            name,
                            field,
                            (x, y) -> new Type.Field(
                                    both(Type.resolve(x.type()), Type.resolve(y.type())),
                                    x.required() || y.required())));
            boolean closed = (left.rest() == null && !left.fields().isEmpty())
                    || (right.rest() == null && !right.fields().isEmpty());
            return new Type.Obj(fields, closed ? null : left.rest());
        }
        return b instanceof Type.Enum ? b : a;
    }
}
