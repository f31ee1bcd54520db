package dev.signalbox.core.context;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a reply must be: the output's schema, the union of {@code choose}, the members of {@code among}. */
sealed interface ReplySchema {
    record Is(Object json) implements ReplySchema {}

    record Broken(String message, Place place) implements ReplySchema {}

    static ReplySchema of(ContextRequest request, Redaction redaction) {
        LlmVerb verb = request.verb();
        if (verb.among() != null) {
            return among(request, redaction);
        }
        Schema output = verb.output();
        if (output != null) {
            return new Is(output.json());
        }
        return verb.choose().isEmpty()
                ? new Broken("the question has no schema for its reply", verb.modelPlace())
                : new Is(union(verb.choose()));
    }

    private static ReplySchema among(ContextRequest request, Redaction redaction) {
        var among = java.util.Objects.requireNonNull(request.verb().among());
        Object value;
        try {
            value = request.flow().eval(among, new WatchedScope(request.scope(), redaction));
        } catch (EvalException e) {
            return new Broken(String.valueOf(e.getMessage()), e.place());
        }
        if (!(value instanceof List<?> list)) {
            return new Broken("`among` is not a list", among.place());
        }
        Schema output = request.verb().output();
        Set<Object> members = new LinkedHashSet<>();
        for (Object member : list) {
            if (output == null) {
                members.add(member);
            } else if (output.fit(member) instanceof Schema.Fit.Fits fits) {
                members.add(fits.value());
            }
        }
        if (members.isEmpty()) {
            return new Broken(
                    list.isEmpty() ? "`among` is empty" : "no member of `among` fits the schema of the reply",
                    among.place());
        }
        return new Is(Map.of("enum", List.copyOf(members)));
    }

    /** The members of {@code choose}, told apart by {@code choice}. */
    static Object union(List<Choice> choose) {
        List<Object> members = new ArrayList<>();
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (Choice choice : choose) {
            Map<String, Object> fields =
                    new LinkedHashMap<>(Json.object(choice.fields().json()));
            if (fields.remove("$defs") instanceof Map<?, ?> defs) {
                defs.forEach((name, definition) -> definitions.put(String.valueOf(name), definition));
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("choice", Map.of("const", choice.name()));
            if (fields.get("properties") instanceof Map<?, ?> own) {
                own.forEach((name, field) -> properties.put(String.valueOf(name), field));
            }
            List<Object> required = new ArrayList<>(List.of("choice"));
            if (fields.get("required") instanceof List<?> own) {
                required.addAll(own);
            }
            fields.put("type", "object");
            fields.put("required", List.copyOf(required));
            fields.put("properties", properties);
            fields.putIfAbsent("additionalProperties", Boolean.FALSE);
            members.add(fields);
        }
        Map<String, Object> union = new LinkedHashMap<>();
        union.put("oneOf", List.copyOf(members));
        if (!definitions.isEmpty()) {
            union.put("$defs", definitions);
        }
        return union;
    }
}
