package dev.signalbox.core.reply;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings a value closer to a schema where what was meant is plain: numbers in strings, labels of enums, keys in another
 * case, nulls for optional fields, members of a union told apart by a constant. Never chooses between two meanings, never
 * invents a value; what it cannot mend it leaves as it is, for the validator to name.
 */
final class Shape {
    private static final int STEPS = 200_000;

    /** A value has no more levels, a schema that leads back to itself any number. */
    private static final int DEPTH = 2 * LenientJson.DEPTH;

    private static final Pattern SEVERAL = Pattern.compile("[,;\\n\\[{]");

    private final Asked asked;
    private int steps;
    private int depth;

    Shape(Asked asked) {
        this.asked = asked;
    }

    Object mend(Object value) {
        return Spelled.plain(mend(value, asked.root()));
    }

    private Object mend(Object value, @Nullable Object schemaOrRef) {
        Map<String, Object> schema = asked.resolve(schemaOrRef);
        if (schema.isEmpty() || ++steps > STEPS || depth >= DEPTH) {
            return value;
        }
        depth++;
        Object mended = mendBy(schema, value);
        depth--;
        return mended;
    }

    private Object mendBy(Map<String, Object> schema, Object value) {
        Object mended = value instanceof String text && asked.takesNoText(schema) ? inside(text) : value;
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
        mended = Scalars.member(mended, Asked.allowed(schema));
        if (isOneOfAList(mended, Asked.types(schema))) {
            return array(List.of(mended), schema);
        }
        return switch (mended) {
            case Map<?, ?> map -> object(Json.object(map), schema);
            case List<?> list -> array(list, schema);
            default -> Scalars.mend(mended, Asked.types(schema));
        };
    }

    /** An object or a list that was put into quotes once more, whole; any other text as it is. */
    private static Object inside(String text) {
        boolean opens = text.startsWith("{") || text.startsWith("[");
        return opens
                        && LenientJson.read(text, 0, new LenientJson.Fuel(2L * text.length() + 100))
                                instanceof LenientJson.Outcome.Read read
                        && text.substring(read.end()).isBlank()
                ? read.value()
                : text;
    }

    /** One value where a list was asked for is a list of one; a text that may itself list several, or has begun to, is not. */
    private static boolean isOneOfAList(Object value, Set<String> types) {
        if (!types.contains("array") || value instanceof List || Json.isNull(value) || Scalars.fits(value, types)) {
            return false;
        }
        return !(value instanceof String text)
                || !text.isBlank() && !SEVERAL.matcher(text).find();
    }

    // Objects and lists.

    private Object object(Map<String, Object> value, Map<String, Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> declared)) {
            return value;
        }
        Map<String, Object> properties = Json.object(declared);
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
        Map<String, Integer> spellings = new HashMap<>();
        value.keySet().forEach(key -> spellings.merge(Label.key(key), 1, Integer::sum));
        Map<String, Object> mended = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : value.entrySet()) {
            String name = properties.containsKey(field.getKey())
                    ? field.getKey()
                    : meant(field.getKey(), properties.keySet(), value.keySet(), spellings);
            Object property = properties.get(name);
            if (property == null) {
                if (!closed) {
                    mended.put(field.getKey(), field.getValue());
                }
                continue;
            }
            if (Json.isNull(field.getValue()) && !required.contains(name) && !asked.takesNull(property)) {
                continue;
            }
            mended.putIfAbsent(name, mend(field.getValue(), property));
        }
        return mended;
    }

    /** The property that a key in another spelling means; the key itself when none or several could be, or several mean it. */
    private static String meant(String key, Set<String> properties, Set<String> given, Map<String, Integer> spellings) {
        String label = Label.key(key);
        if (spellings.getOrDefault(label, 0) > 1) {
            return key;
        }
        List<String> meant = properties.stream()
                .filter(name -> !given.contains(name) && Label.key(name).equals(label))
                .toList();
        return meant.size() == 1 ? meant.getFirst() : key;
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
        members.forEach(member -> constants.addAll(Asked.allowed(asked.resolve(member))));
        if (!(value instanceof Map) && !(value instanceof List)) {
            Object byTitle = byTitle(value, members);
            Object one = byTitle == null ? Scalars.member(value, constants) : byTitle;
            return one.equals(value) ? bareScalar(value, members) : one;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return only(value, members, "array");
        }
        Map<String, Object> fields = Json.object(map);
        List<Map<String, Object>> told = new ArrayList<>();
        for (Object member : members) {
            Map<String, Object> resolved = asked.resolve(member);
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
            Map<String, Object> schema = asked.resolve(member);
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
            Map<String, Object> schema = asked.resolve(member);
            Object choice = asked.constants(schema).get("choice");
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
                .map(asked::resolve)
                .filter(schema -> !Scalars.mend(value, Asked.types(schema)).equals(value))
                .toList();
        boolean fitsAny =
                members.stream().map(asked::resolve).anyMatch(schema -> Scalars.fits(value, Asked.types(schema)));
        return !fitsAny && scalars.size() == 1 ? Scalars.mend(value, Asked.types(scalars.getFirst())) : value;
    }

    /** Whether every constant field of the member is what the object has there. */
    private boolean tellsItself(Map<String, Object> fields, Map<String, Object> member) {
        Map<String, Object> constants = asked.constants(member);
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
            if (has == null
                    || !Scalars.member(has, List.of(constant.getValue())).equals(constant.getValue())) {
                return false;
            }
        }
        return true;
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
            Map<String, Object> schema = asked.resolve(member);
            if (asked.constants(schema).get("choice") instanceof String choice
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
                .map(asked::resolve)
                .filter(schema -> Asked.types(schema).contains(type)
                        || Asked.types(schema).isEmpty())
                .toList();
        return takers.size() == 1 ? mend(value, takers.getFirst()) : value;
    }
}
