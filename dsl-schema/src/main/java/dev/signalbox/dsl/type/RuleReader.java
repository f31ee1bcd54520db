package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compiles a schema to rules, and finds what is wrong with the schema itself on the way. */
final class RuleReader {
    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "example",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "$schema",
            "$id",
            "$anchor",
            "$defs",
            "definitions",
            "discriminator",
            "contentMediaType",
            "contentEncoding");

    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "null", "array", "object");

    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "type",
            "enum",
            "const",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "items",
            "prefixItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas");

    private static final int MAX_DEPTH = 100;

    private final Document document;
    private final Map<String, Rule> named = new HashMap<>();
    private final List<Schema.Problem> faults = new ArrayList<>();
    private int depth;

    RuleReader(Document document) {
        this.document = document;
    }

    Schema.Compilation read() {
        Rule rule = read(document.root(), "");
        // A reference keeps quiet about the faults of what it names, so that each is told once, where it stands.
        if (document.root() instanceof Map<?, ?> root) {
            mapAt(root, "$defs", "", this::read);
            mapAt(root, "definitions", "", this::read);
        }
        return new Schema.Compilation(rule, List.copyOf(faults));
    }

    Rule read(@Nullable Object schema, String pointer) {
        if (schema instanceof Boolean allowed) {
            return allowed ? Rule.ANYTHING : ValueRules.NOTHING;
        }
        if (!(schema instanceof Map<?, ?> map)) {
            fault(pointer, "A schema has to be an object, true or false.");
            return Rule.ANYTHING;
        }
        if (depth >= MAX_DEPTH) {
            fault(pointer, "The schema is nested deeper than " + MAX_DEPTH + " levels.");
            return Rule.ANYTHING;
        }
        depth++;
        Rule rule = keywords(map, pointer);
        depth--;
        return rule;
    }

    private Rule keywords(Map<?, ?> map, String pointer) {
        for (Object key : map.keySet()) {
            if (!KEYWORDS.contains(key)
                    && !ANNOTATIONS.contains(key)
                    && !key.toString().startsWith("x-")) {
                fault(
                        child(pointer, key.toString()),
                        "\"" + key + "\" is no keyword of JSON Schema that Signalbox knows.");
            }
        }
        List<Rule> rules = new ArrayList<>();
        reference(map, pointer, rules);
        if (map.containsKey("const")) {
            rules.add(ValueRules.oneOf(List.of(map.get("const"))));
        }
        listAt(map, "enum", pointer, values -> rules.add(ValueRules.oneOf(values)));
        types(map, pointer, rules);
        new NumberRules(this, map, pointer).addTo(rules);
        new TextRules(this, map, pointer).addTo(rules);
        new ListRules(this, map, pointer).addTo(rules);
        new ObjectRules(this, map, pointer).addTo(rules);
        combinations(map, pointer, rules);
        return switch (rules.size()) {
            case 0 -> Rule.ANYTHING;
            case 1 -> rules.get(0);
            default -> inTurn(rules.toArray(Rule[]::new));
        };
    }

    /** Each rule sees what the one before made of the value; after a wrong type the rest has nothing to say. */
    private static Rule inTurn(Rule[] rules) {
        return (value, where, fitting) -> {
            int before = fitting.problems().size();
            Object fitted = value;
            for (Rule rule : rules) {
                fitted = rule.fit(fitted, where, fitting);
                if (fitting.problems().size() > before) {
                    return fitted;
                }
            }
            return fitted;
        };
    }

    private void reference(Map<?, ?> map, String pointer, List<Rule> rules) {
        Object reference = map.get("$ref");
        if (reference == null) {
            return;
        }
        String name = document.target(reference);
        if (name == null) {
            fault(
                    child(pointer, "$ref"),
                    "\"" + reference + "\" leads nowhere: a reference names a type of this file, \"#/types/NAME\".");
            return;
        }
        if (!named.containsKey(name)) {
            named.put(name, Rule.ANYTHING);
            // What is wrong with a type is told where the type is declared, not at each use.
            List<Schema.Problem> own = List.copyOf(faults);
            int around = depth;
            depth = 0;
            named.put(name, read(document.definition(name), pointer));
            depth = around;
            faults.clear();
            faults.addAll(own);
        }
        rules.add((value, where, fitting) -> {
            if (!fitting.enter(where)) {
                return value;
            }
            Rule rule = named.get(name);
            Object fitted = rule == null ? value : rule.fit(value, where, fitting);
            fitting.leave();
            return fitted;
        });
    }

    private void types(Map<?, ?> map, String pointer, List<Rule> rules) {
        Object type = map.get("type");
        if (type == null) {
            return;
        }
        List<?> names = type instanceof List<?> list ? list : List.of(type);
        for (Object name : names) {
            if (!(name instanceof String text) || !TYPES.contains(text)) {
                fault(
                        child(pointer, "type"),
                        (Json.isNull(name)
                                        ? "`type` says nothing; it is one of: "
                                        : "\"" + Fitting.words(name).replace("\"", "") + "\" is no type: ")
                                + "string, integer, number, boolean, null, array or object.");
                return;
            }
        }
        rules.add(ValueRules.type(names.stream().map(String::valueOf).toList()));
    }

    private void combinations(Map<?, ?> map, String pointer, List<Rule> rules) {
        rulesAt(map, "allOf", pointer, members -> rules.addAll(members));
        rulesAt(map, "anyOf", pointer, members -> rules.add(new UnionRule(members, heads(map, "anyOf"), false)));
        rulesAt(map, "oneOf", pointer, members -> rules.add(new UnionRule(members, heads(map, "oneOf"), true)));
        if (map.containsKey("not")) {
            rules.add(ValueRules.not(read(map.get("not"), child(pointer, "not"))));
        }
        if (map.containsKey("if")) {
            Rule condition = read(map.get("if"), child(pointer, "if"));
            Rule then = map.containsKey("then") ? read(map.get("then"), child(pointer, "then")) : Rule.ANYTHING;
            Rule otherwise = map.containsKey("else") ? read(map.get("else"), child(pointer, "else")) : Rule.ANYTHING;
            rules.add((value, where, fitting) -> {
                Fitting apart = fitting.apart();
                condition.fit(value, where, apart);
                return (apart.problems().isEmpty() ? then : otherwise).fit(value, where, fitting);
            });
        }
    }

    /** By what a union's members are told apart, so that a value's problems are told for the member it means. */
    private List<Map<?, ?>> heads(Map<?, ?> map, String key) {
        List<Map<?, ?>> heads = new ArrayList<>();
        if (map.get(key) instanceof List<?> members) {
            for (Object member : members) {
                heads.add(document.behind(member) instanceof Map<?, ?> head ? head : Map.of());
            }
        }
        return heads;
    }

    // ---- reading keywords, with a fault where one is malformed

    void fault(String pointer, String message) {
        faults.add(new Schema.Problem(pointer, message));
    }

    static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    @Nullable
    Number number(Map<?, ?> map, String key, String pointer) {
        Object value = map.get(key);
        if (value instanceof Number number) {
            return number;
        }
        if (value != null) {
            fault(child(pointer, key), key + " has to be a number.");
        }
        return null;
    }

    @Nullable
    Long count(Map<?, ?> map, String key, String pointer) {
        Object value = map.get(key);
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        if (value != null) {
            fault(child(pointer, key), key + " has to be a whole number that is not negative.");
        }
        return null;
    }

    private void listAt(Map<?, ?> map, String key, String pointer, java.util.function.Consumer<List<?>> use) {
        Object value = map.get(key);
        if (value instanceof List<?> list && !list.isEmpty()) {
            use.accept(list);
        } else if (value != null) {
            fault(child(pointer, key), key + " has to be a list with at least one entry.");
        }
    }

    private void rulesAt(Map<?, ?> map, String key, String pointer, java.util.function.Consumer<List<Rule>> use) {
        listAt(map, key, pointer, members -> use.accept(readAll(members, child(pointer, key))));
    }

    List<Rule> readAll(List<?> members, String pointer) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            rules.add(read(members.get(i), pointer + "/" + i));
        }
        return rules;
    }

    /** A keyword that maps names to something. */
    <T> Map<String, T> mapAt(Map<?, ?> map, String key, String pointer, BiFunction<Object, String, T> read) {
        Map<String, T> out = new LinkedHashMap<>();
        Object value = map.get(key);
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((name, entry) ->
                    out.put((String) name, read.apply(entry, child(child(pointer, key), (String) name))));
        } else if (value != null) {
            fault(child(pointer, key), key + " has to be an object.");
        }
        return out;
    }

    List<String> names(@Nullable Object value, String pointer) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        if (value != null && !Json.isNull(value)) {
            fault(pointer, "This has to be a list of names.");
        }
        return List.of();
    }
}
