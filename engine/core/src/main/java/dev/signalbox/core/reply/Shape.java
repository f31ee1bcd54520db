package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a value closer to a schema where what was meant is plain: numbers in strings, labels of enums, keys in another
 * case, nulls for optional fields, members of a union told apart by a constant. Never chooses between two meanings, never
 * invents a value; what it cannot mend it leaves as it is, for the validator to name.
 */
final class Shape {
    private static final int STEPS = 200_000;

    private final Object root;
    private int steps;

    Shape(Object root) {
        this.root = root;
    }

    Object mend(Object value) {
        return mend(value, root);
    }

    private Object mend(Object value, @Nullable Object schemaOrRef) {
        Map<String, Object> schema = resolve(schemaOrRef);
        if (schema.isEmpty() || ++steps > STEPS) {
            return value;
        }
        Object mended = value;
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                mended = union(mended, members);
            }
        }
        if (schema.get("allOf") instanceof List<?> all) {
            for (Object part : all) {
                mended = mend(mended, part);
            }
        }
        mended = member(mended, allowed(schema));
        return switch (mended) {
            case Map<?, ?> map -> object(Json.object(map), schema);
            case List<?> list -> array(list, schema);
            default -> scalar(mended, schema);
        };
    }

    // Scalars.

    private static Object scalar(Object value, Map<String, Object> schema) {
        Set<String> types = types(schema);
        if (types.isEmpty() || fitsType(value, types)) {
            return value;
        }
        if (value instanceof String string) {
            return fromText(string, types);
        }
        return types.contains("string") && value instanceof Number ? asText(value) : value;
    }

    private static Object fromText(String string, Set<String> types) {
        String word = string.strip();
        Object read = LenientJson.scalar(word);
        if (types.contains("integer") && whole(read)
                || types.contains("number") && read instanceof Number
                || types.contains("boolean") && read instanceof Boolean
                || types.contains("null") && Json.isNull(read)) {
            return read;
        }
        if (types.contains("boolean")) {
            return switch (Label.of(word)) {
                case "yes" -> Boolean.TRUE;
                case "no" -> Boolean.FALSE;
                default -> string;
            };
        }
        return string;
    }

    private static String asText(Object number) {
        double size = number instanceof Double d ? d : 1;
        return size == Math.rint(size) && Math.abs(size) < 1e15 && number instanceof Double
                ? Long.toString((long) size)
                : number.toString();
    }

    private static boolean whole(Object value) {
        return value instanceof Long || value instanceof Double d && d == Math.rint(d);
    }

    private static boolean fitsType(Object value, Set<String> types) {
        return switch (value) {
            case String s -> types.contains("string");
            case Boolean b -> types.contains("boolean");
            case Number n -> types.contains("number") || types.contains("integer") && whole(n);
            case Map<?, ?> m -> types.contains("object");
            case List<?> l -> types.contains("array");
            default -> types.contains("null");
        };
    }

    /** The values that an enum or a constant allows; empty when the schema has neither. */
    private static List<?> allowed(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> members) {
            return members;
        }
        Object constant = schema.get("const");
        return constant == null ? List.of() : List.of(constant);
    }

    /** The one member that is meant: itself, its text, or its label. */
    private static Object member(Object value, List<?> members) {
        if (members.isEmpty() || members.contains(value) || value instanceof Map || value instanceof List) {
            return value;
        }
        Set<Object> meant = new LinkedHashSet<>();
        String label = Label.of(value.toString());
        for (Object member : members) {
            if (member instanceof Map || member instanceof List || Json.isNull(member)) {
                continue;
            }
            if (same(member, value)) {
                return member;
            }
            if (!label.isEmpty() && Label.of(member.toString()).equals(label)) {
                meant.add(member);
            }
        }
        return meant.size() == 1 ? meant.iterator().next() : value;
    }

    private static boolean same(Object member, Object value) {
        return member instanceof Number a && value instanceof Number b && a.doubleValue() == b.doubleValue();
    }

    // Objects and lists.

    private Object object(Map<String, Object> value, Map<String, Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> declared)) {
            return value;
        }
        Map<String, Object> properties = Json.object(declared);
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
        Map<String, Object> mended = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : value.entrySet()) {
            String name = properties.containsKey(field.getKey())
                    ? field.getKey()
                    : meant(field.getKey(), properties.keySet(), value.keySet());
            Object property = properties.get(name);
            if (property == null) {
                if (!closed) {
                    mended.put(field.getKey(), field.getValue());
                }
                continue;
            }
            if (Json.isNull(field.getValue()) && !required.contains(name) && !takesNull(property)) {
                continue;
            }
            mended.putIfAbsent(name, mend(field.getValue(), property));
        }
        return mended;
    }

    /** The property that a key in another spelling means; the key itself when none or several could be. */
    private static String meant(String key, Set<String> properties, Set<String> given) {
        String label = Label.key(key);
        List<String> meant = properties.stream()
                .filter(name -> !given.contains(name) && Label.key(name).equals(label))
                .toList();
        return meant.size() == 1 ? meant.getFirst() : key;
    }

    private boolean takesNull(Object schemaOrRef) {
        Map<String, Object> schema = resolve(schemaOrRef);
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                return members.stream()
                        .anyMatch(member -> types(resolve(member)).contains("null"));
            }
        }
        List<?> allowed = allowed(schema);
        Set<String> types = types(schema);
        return allowed.contains(Json.NULL) || (allowed.isEmpty() && (types.isEmpty() || types.contains("null")));
    }

    private Object array(List<?> list, Map<String, Object> schema) {
        Object items = schema.get("items");
        if (items == null) {
            return list;
        }
        List<Object> mended = new ArrayList<>();
        list.forEach(item -> mended.add(mend(item, items)));
        return mended;
    }

    // Unions.

    private Object union(Object value, List<?> members) {
        List<Object> constants = new ArrayList<>();
        members.forEach(member -> constants.addAll(allowed(resolve(member))));
        if (!(value instanceof Map) && !(value instanceof List)) {
            Object byTitle = byTitle(value, members);
            Object one = byTitle == null ? member(value, constants) : byTitle;
            return one.equals(value) ? bareScalar(value, members) : one;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return only(value, members, "array");
        }
        Map<String, Object> fields = Json.object(map);
        List<Map<String, Object>> told = new ArrayList<>();
        for (Object member : members) {
            Map<String, Object> resolved = resolve(member);
            if (tellsItself(fields, resolved)) {
                told.add(resolved);
            }
        }
        if (told.size() == 1) {
            return mend(fields, told.getFirst());
        }
        Object unwrapped = underItsName(fields, members);
        return unwrapped != null ? unwrapped : only(value, members, "object");
    }

    /** {@code oneOf: [{const, title}]}: a label is as good as its constant. */
    private @Nullable Object byTitle(Object value, List<?> members) {
        Set<Object> meant = new LinkedHashSet<>();
        for (Object member : members) {
            Map<String, Object> schema = resolve(member);
            Object constant = schema.get("const");
            if (constant != null
                    && schema.get("title") instanceof String title
                    && Label.of(title).equals(Label.of(value.toString()))) {
                meant.add(constant);
            }
        }
        return meant.size() == 1 ? meant.iterator().next() : null;
    }

    /** A name alone, for the member of a {@code choice} that needs nothing else. */
    private Object bareScalar(Object value, List<?> members) {
        List<Object> meant = new ArrayList<>();
        for (Object member : members) {
            Map<String, Object> schema = resolve(member);
            Object choice = constants(schema).get("choice");
            if (choice instanceof String name
                    && Label.of(name).equals(Label.of(value.toString()))
                    && schema.get("required") instanceof List<?> required
                    && required.size() == 1) {
                meant.add(Map.of("choice", name));
            }
        }
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        List<Map<String, Object>> scalars = members.stream()
                .map(this::resolve)
                .filter(schema -> !scalar(value, schema).equals(value))
                .toList();
        boolean fitsAny = members.stream().map(this::resolve).anyMatch(schema -> fitsType(value, types(schema)));
        return !fitsAny && scalars.size() == 1 ? scalar(value, scalars.getFirst()) : value;
    }

    /** Whether every constant field of the member is what the object has there. */
    private boolean tellsItself(Map<String, Object> fields, Map<String, Object> member) {
        Map<String, Object> constants = constants(member);
        if (constants.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, Object> constant : constants.entrySet()) {
            String key = fields.containsKey(constant.getKey())
                    ? constant.getKey()
                    : fields.keySet().stream()
                            .filter(name -> Label.key(name).equals(Label.key(constant.getKey())))
                            .findFirst()
                            .orElse("");
            Object has = fields.get(key);
            if (has == null || !member(has, List.of(constant.getValue())).equals(constant.getValue())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Object> constants(Map<String, Object> member) {
        Map<String, Object> constants = new LinkedHashMap<>();
        if (member.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                List<?> allowed = allowed(resolve(property));
                if (allowed.size() == 1) {
                    constants.put(String.valueOf(name), allowed.getFirst());
                }
            });
        }
        return constants;
    }

    /** {@code {add: {a: 1}}} for {@code {choice: add, a: 1}}. */
    private @Nullable Object underItsName(Map<String, Object> fields, List<?> members) {
        if (fields.size() != 1) {
            return null;
        }
        String name = fields.keySet().iterator().next();
        Object inner = fields.get(name);
        if (!(inner instanceof Map<?, ?> innerFields) || innerFields.containsKey("choice")) {
            return null;
        }
        for (Object member : members) {
            Map<String, Object> schema = resolve(member);
            if (constants(schema).get("choice") instanceof String choice
                    && Label.of(choice).equals(Label.of(name))) {
                Map<String, Object> spelled = new LinkedHashMap<>();
                spelled.put("choice", choice);
                spelled.putAll(Json.object(innerFields));
                return mend(spelled, schema);
            }
        }
        return null;
    }

    /** Mends by the one member that takes values of this kind, if there is only one. */
    private Object only(Object value, List<?> members, String type) {
        List<Map<String, Object>> takers = members.stream()
                .map(this::resolve)
                .filter(schema -> types(schema).contains(type) || types(schema).isEmpty())
                .toList();
        return takers.size() == 1 ? mend(value, takers.getFirst()) : value;
    }

    // Schemas.

    private static Set<String> types(Map<String, Object> schema) {
        Set<String> types = new LinkedHashSet<>();
        Object type = schema.get("type");
        if (type instanceof String one) {
            types.add(one);
        } else if (type instanceof List<?> several) {
            several.forEach(each -> types.add(String.valueOf(each)));
        } else if (schema.containsKey("properties")) {
            types.add("object");
        }
        return types;
    }

    private Map<String, Object> resolve(@Nullable Object schema) {
        Object at = schema;
        for (int hops = 0; hops < 20; hops++) {
            if (!(at instanceof Map<?, ?> map)) {
                return Map.of();
            }
            if (!(map.get("$ref") instanceof String ref)) {
                return Json.object(map);
            }
            at = pointed(ref);
        }
        return Map.of();
    }

    private @Nullable Object pointed(String ref) {
        if (!ref.startsWith("#")) {
            return null;
        }
        Object at = root;
        for (String part : ref.substring(1).split("/", -1)) {
            if (!part.isEmpty()) {
                String key = part.replace("~1", "/").replace("~0", "~");
                at = at instanceof Map<?, ?> map ? map.get(key) : null;
            }
        }
        return at;
    }

    /** Whether the whole reply may be a text as it stands. */
    boolean takesText() {
        Map<String, Object> schema = resolve(root);
        return types(schema).contains("string") && allowed(schema).isEmpty();
    }

    /** Whether the whole reply may be a word, a number, a truth. */
    boolean takesScalar() {
        Map<String, Object> schema = resolve(root);
        if (!allowed(schema).isEmpty()) {
            return true;
        }
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.get(key) instanceof List<?> members) {
                return members.stream().map(this::resolve).anyMatch(Shape::isScalar)
                        || members.stream()
                                .anyMatch(member -> constants(resolve(member)).containsKey("choice"));
            }
        }
        return isScalar(schema);
    }

    private static boolean isScalar(Map<String, Object> schema) {
        Set<String> types = types(schema);
        return !allowed(schema).isEmpty()
                || types.stream().anyMatch(type -> !type.equals("object") && !type.equals("array"));
    }

    /** The one field of a root object that has no other; null when it has more, or is no object. */
    @Nullable
    String onlyField() {
        Map<String, Object> schema = resolve(root);
        return schema.get("properties") instanceof Map<?, ?> map
                        && map.size() == 1
                        && types(schema).contains("object")
                ? String.valueOf(map.keySet().iterator().next())
                : null;
    }

    boolean isList() {
        return types(resolve(root)).contains("array");
    }
}
