package dev.signalbox.dsl.type;

import com.google.re2j.Pattern;
import dev.signalbox.dsl.diagnostic.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keywords for objects. A value keeps the order of its own fields. */
record ObjectRules(RuleReader reader, Map<?, ?> map, String pointer) {
    void addTo(List<Rule> rules) {
        required(rules);
        fields(rules);
        size(rules);
        dependents(rules);
        if (map.containsKey("propertyNames")) {
            Rule names = reader.read(map.get("propertyNames"), RuleReader.child(pointer, "propertyNames"));
            rules.add((value, where, fitting) -> {
                if (value instanceof Map<?, ?> object) {
                    object.keySet().forEach(name -> names.fit(name, where.field((String) name), fitting));
                }
                return value;
            });
        }
    }

    private void required(List<Rule> rules) {
        List<String> names = reader.names(map.get("required"), RuleReader.child(pointer, "required"));
        if (names.isEmpty()) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof Map<?, ?> object) {
                requireAll(names, object, where, fitting);
            }
            return value;
        });
    }

    private static void requireAll(List<String> names, Map<?, ?> object, Fitting.Where where, Fitting fitting) {
        for (String name : names) {
            if (!object.containsKey(name)) {
                fitting.problem(where.field(name), "is missing");
            }
        }
    }

    private void fields(List<Rule> rules) {
        Map<String, Rule> declared = reader.mapAt(map, "properties", pointer, reader::read);
        Map<String, Rule> patterns = reader.mapAt(map, "patternProperties", pointer, reader::read);
        Map<Pattern, Rule> compiled = new LinkedHashMap<>();
        patterns.forEach((text, rule) -> {
            Pattern pattern = Patterns.compile(text);
            if (pattern == null) {
                reader.fault(RuleReader.child(pointer, "patternProperties"), "\"" + text + "\" is no RE2 expression.");
            } else {
                compiled.put(pattern, rule);
            }
        });
        Object additional = map.get("additionalProperties");
        Rule rest = additional == null || Boolean.FALSE.equals(additional)
                ? Rule.ANYTHING
                : reader.read(additional, RuleReader.child(pointer, "additionalProperties"));
        boolean closed = Boolean.FALSE.equals(additional);
        if (!declared.isEmpty() || !compiled.isEmpty() || closed || !rest.equals(Rule.ANYTHING)) {
            rules.add(new FieldsRule(declared, compiled, rest, closed));
        }
    }

    private void size(List<Rule> rules) {
        Long min = reader.count(map, "minProperties", pointer);
        Long max = reader.count(map, "maxProperties", pointer);
        if (min == null && max == null) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof Map<?, ?> object) {
                if (min != null && object.size() < min) {
                    fitting.problem(where, "must have at least " + min + " fields, got " + object.size());
                }
                if (max != null && object.size() > max) {
                    fitting.problem(where, "must have at most " + max + " fields, got " + object.size());
                }
            }
            return value;
        });
    }

    private void dependents(List<Rule> rules) {
        Map<String, List<String>> names = reader.mapAt(map, "dependentRequired", pointer, reader::names);
        Map<String, Rule> schemas = reader.mapAt(map, "dependentSchemas", pointer, reader::read);
        names.forEach((name, needed) -> rules.add((value, where, fitting) -> {
            if (value instanceof Map<?, ?> object && object.containsKey(name)) {
                requireAll(needed, object, where, fitting);
            }
            return value;
        }));
        schemas.forEach((name, rule) -> rules.add((value, where, fitting) -> {
            boolean there = value instanceof Map<?, ?> object && object.containsKey(name);
            return there ? rule.fit(value, where, fitting) : value;
        }));
    }

    /** Each field against what is declared for it. */
    private record FieldsRule(Map<String, Rule> declared, Map<Pattern, Rule> patterns, Rule rest, boolean closed)
            implements Rule {
        @Override
        @SuppressWarnings("ReferenceEquality") // the very same value came back: nothing to copy
        public Object fit(Object value, Fitting.Where where, Fitting fitting) {
            if (!(value instanceof Map<?, ?> object)) {
                return value;
            }
            Map<String, Object> fitted = null;
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                String name = (String) entry.getKey();
                Object before = entry.getValue();
                Object after = field(name, before, where, fitting);
                if (after != before) {
                    if (fitted == null) {
                        fitted = copy(object);
                    }
                    fitted.put(name, after);
                }
            }
            return fitted == null ? value : Collections.unmodifiableMap(fitted);
        }

        private Object field(String name, Object value, Fitting.Where where, Fitting fitting) {
            Rule own = declared.get(name);
            if (own != null && patterns.isEmpty()) {
                return own.fit(value, where.field(name), fitting);
            }
            boolean known = own != null;
            Object fitted = own == null ? value : own.fit(value, where.field(name), fitting);
            for (Map.Entry<Pattern, Rule> pattern : patterns.entrySet()) {
                if (pattern.getKey().matcher(name).find()) {
                    known = true;
                    fitted = pattern.getValue().fit(fitted, where.field(name), fitting);
                }
            }
            if (known) {
                return fitted;
            }
            if (closed) {
                String near = nearest(name);
                fitting.problem(
                        where.field(name),
                        "is not a field here" + (near == null ? "" : ", did you mean " + near + "?"));
                return value;
            }
            return rest.fit(value, where.field(name), fitting);
        }

        private @Nullable String nearest(String name) {
            return Nearest.to(name, declared.keySet());
        }

        private static Map<String, Object> copy(Map<?, ?> object) {
            Map<String, Object> copy = new LinkedHashMap<>();
            object.forEach((key, value) -> copy.put((String) key, value));
            return copy;
        }
    }
}
