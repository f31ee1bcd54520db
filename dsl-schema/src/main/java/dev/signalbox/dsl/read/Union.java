package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of a reply that is one of several choices: {@code oneOf} objects, each with its own {@code choice} constant
 * and the choice's fields, and nothing else.
 */
final class Union {
    private final List<Choice> choices;

    Union(List<Choice> choices) {
        this.choices = choices;
    }

    Schema schema(SchemaReader schemas, Place place) {
        List<Object> members = new ArrayList<>();
        for (Choice choice : choices) {
            members.add(member(choice));
        }
        Map<String, Object> union = new LinkedHashMap<>();
        union.put("oneOf", members);
        return schemas.of(hoisted(union), place);
    }

    private static Map<String, Object> member(Choice choice) {
        Object fields = choice.fields().json();
        Map<String, Object> member = new LinkedHashMap<>();
        Map<String, Object> own = fields instanceof Map<?, ?> ? Json.object(fields) : Map.of();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("choice", Map.of("const", choice.name()));
        if (own.get("properties") instanceof Map<?, ?> declared) {
            declared.forEach((key, value) -> properties.putIfAbsent(key.toString(), value));
        }
        List<Object> required = new ArrayList<>(List.of("choice"));
        if (own.get("required") instanceof List<?> needed) {
            needed.stream().filter(name -> !name.equals("choice")).forEach(required::add);
        }
        member.putAll(own);
        member.put("type", "object");
        member.put("properties", properties);
        member.put("required", required);
        member.putIfAbsent("additionalProperties", false);
        return member;
    }

    /** The same schema with every {@code $defs} moved to its top, where references look for them. */
    static Map<String, Object> hoisted(Map<String, Object> schema) {
        Map<String, Object> definitions = new LinkedHashMap<>();
        Map<String, Object> result = new LinkedHashMap<>(Json.object(withoutDefinitions(schema, definitions)));
        if (!definitions.isEmpty()) {
            result.put("$defs", definitions);
        }
        return result;
    }

    private static Object withoutDefinitions(Object value, Map<String, Object> definitions) {
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(withoutDefinitions(item, definitions)));
            return items;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        map.forEach((key, part) -> {
            if (key.equals("$defs") && part instanceof Map<?, ?> inner) {
                inner.forEach((name, definition) ->
                        definitions.put(name.toString(), withoutDefinitions(definition, definitions)));
            } else {
                rest.put(key.toString(), withoutDefinitions(part, definitions));
            }
        });
        return rest;
    }
}
