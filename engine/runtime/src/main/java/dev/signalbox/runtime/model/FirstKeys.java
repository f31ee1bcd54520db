package dev.signalbox.runtime.model;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's strict mode writes an object field after field and must know from the first which member of a union it is: "Objects
 * provided via 'anyOf' must not share identical first keys". So the field that tells the members apart is put first, or
 * one that no other member has.
 */
final class FirstKeys {
    private FirstKeys() {}

    /** The members with their fields in such an order; null when there is none. */
    static @Nullable List<Map<String, Object>> apart(Collection<Map<String, Object>> members) {
        List<Map<String, Object>> objects = members.stream()
                .filter(member -> "object".equals(member.get("type")))
                .toList();
        if (objects.size() < 2) {
            return List.copyOf(members);
        }
        Optional<String> teller = fields(objects.getFirst()).keySet().stream()
                .filter(name -> tellsApart(name, objects))
                .findFirst();
        List<Map<String, Object>> told = new ArrayList<>();
        for (Map<String, Object> member : members) {
            if (!objects.contains(member)) {
                told.add(member);
                continue;
            }
            String first = teller.orElseGet(() -> own(member, objects));
            if (first == null) {
                return null;
            }
            told.add(withFirst(first, member));
        }
        return told;
    }

    /** A constant of each member, another in each. */
    private static boolean tellsApart(String name, List<Map<String, Object>> objects) {
        Set<Object> constants = new HashSet<>();
        for (Map<String, Object> object : objects) {
            if (!(fields(object).get(name) instanceof Map<?, ?> field)
                    || !(field.get("enum") instanceof List<?> values)
                    || values.size() != 1
                    || !constants.add(values.getFirst())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String own(Map<String, Object> member, List<Map<String, Object>> objects) {
        return fields(member).keySet().stream()
                .filter(name -> objects.stream()
                        .noneMatch(
                                other -> !other.equals(member) && fields(other).containsKey(name)))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> withFirst(String first, Map<String, Object> object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, Objects.requireNonNull(fields(object).get(first)));
        fields.putAll(fields(object));
        Map<String, Object> to = new LinkedHashMap<>(object);
        to.put("properties", fields);
        to.put("required", List.copyOf(fields.keySet()));
        return to;
    }

    private static Map<String, Object> fields(Map<String, Object> object) {
        return Json.object(Objects.requireNonNull(object.get("properties")));
    }
}
