package dev.signalbox.runtime.action;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.value.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a Java action takes and answers, read off its records.
 *
 * @param returns empty where the class does not say it, as a function given without its result's type does not
 */
public record Signature(String name, String from, Map<String, Object> args, Map<String, Object> returns) {
    static Signature of(SignalboxAction<?, ?> action, String from) {
        Class<?> returns = action.returns();
        Type answered = returns == null ? answered(action.getClass()) : returns;
        return new Signature(
                action.name(),
                from,
                RecordSchema.of(action.arguments()),
                answered == null ? Map.of() : RecordSchema.of(answered));
    }

    /** The second argument with which a class implements the interface; null where it leaves it open. */
    private static @Nullable Type answered(Class<?> type) {
        for (@Nullable Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Type implemented : at.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic
                        && generic.getRawType() == SignalboxAction.class
                        && !(generic.getActualTypeArguments()[1] instanceof java.lang.reflect.TypeVariable<?>)) {
                    return generic.getActualTypeArguments()[1];
                }
            }
        }
        return null;
    }

    /** Where a declared action and this one do not agree, a sentence each; empty when they do, as far as their fields tell. */
    public List<String> against(Action declared) {
        List<String> found = new ArrayList<>();
        Object sent = declared.args().json();
        compare("args", sent, sent, args, args, found, 0);
        if (declared.returns() != null && !returns.isEmpty()) {
            Object wanted = declared.returns().json();
            compare("returns", returns, returns, wanted, wanted, found, 0);
        }
        return found;
    }

    /** Whether what {@code given} describes is taken by {@code taken}; unions and what neither describes are let pass. */
    private static void compare(
            String at, Object given, Object givenRoot, Object taken, Object takenRoot, List<String> found, int depth) {
        Map<String, Object> from = behind(given, givenRoot);
        Map<String, Object> to = behind(taken, takenRoot);
        if (depth > 12 || from.isEmpty() || to.isEmpty()) {
            return;
        }
        Set<String> kinds = kinds(from);
        Set<String> accepted = kinds(to);
        if (accepted.contains("number")) {
            accepted.add("integer");
        }
        if (!kinds.isEmpty() && !accepted.isEmpty() && !accepted.containsAll(kinds)) {
            found.add(
                    at + " is " + String.join(" or ", kinds) + " where " + String.join(" or ", accepted) + " is taken");
            return;
        }
        Map<String, Object> fields = map(from.get("properties"));
        Map<String, Object> known = map(to.get("properties"));
        for (Object name : list(to.get("required"))) {
            if (!fields.containsKey(name)) {
                found.add(at + "." + name + " is missing, and needed");
            } else if (!list(from.get("required")).contains(name)) {
                found.add(at + "." + name + " may be left out, and is needed");
            }
        }
        boolean record = !known.isEmpty() && at.startsWith("args");
        fields.forEach((name, schema) -> {
            if (known.containsKey(name)) {
                compare(at + "." + name, schema, givenRoot, known.get(name), takenRoot, found, depth + 1);
            } else if (record) {
                found.add(at + "." + name + " is no component of the record, so it is dropped");
            }
        });
        if (from.get("items") != null && to.get("items") != null) {
            compare(at + "[]", from.get("items"), givenRoot, to.get("items"), takenRoot, found, depth + 1);
        }
        if (to.get("enum") instanceof List<?> members && from.get("enum") instanceof List<?> values) {
            List<Object> more = new ArrayList<>(Json.list(values));
            more.removeAll(Json.list(members));
            if (!more.isEmpty()) {
                found.add(at + " may be " + more.getFirst() + ", which is none of " + members);
            }
        }
    }

    private static Map<String, Object> behind(Object schema, Object root) {
        Map<String, Object> at = map(schema);
        for (int hop = 0; hop < 10 && at.get("$ref") instanceof String reference; hop++) {
            at = map(map(map(root).get("$defs")).get(reference.substring(reference.lastIndexOf('/') + 1)));
        }
        return at;
    }

    /** The JSON types a schema speaks of; empty where it does not say. A whole number is a number. */
    private static Set<String> kinds(Map<String, Object> schema) {
        Set<String> kinds = new TreeSet<>();
        if (schema.get("type") instanceof String type) {
            kinds.add(type);
        }
        list(schema.get("type")).forEach(type -> kinds.add(String.valueOf(type)));
        list(schema.get("enum"))
                .forEach(value -> kinds.add(
                        value instanceof String
                                ? "string"
                                : value instanceof Boolean ? "boolean" : Json.isNull(value) ? "null" : "number"));
        for (Object member : list(schema.get("anyOf"))) {
            Set<String> inner = kinds(map(member));
            if (inner.isEmpty()) {
                return new TreeSet<>(); // a reference, or anything
            }
            kinds.addAll(inner);
        }
        return kinds;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? Json.object(value) : new LinkedHashMap<>();
    }

    private static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> ? Json.list(value) : List.of();
    }
}
