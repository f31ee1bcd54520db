package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.CanonicalJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keywords for lists. */
record ListRules(RuleReader reader, Map<?, ?> map, String pointer) {
    void addTo(List<Rule> rules) {
        size(rules);
        items(rules);
        Object unique = map.get("uniqueItems");
        if (Boolean.TRUE.equals(unique)) {
            rules.add(ListRules::unique);
        } else if (unique != null && !(unique instanceof Boolean)) {
            reader.fault(RuleReader.child(pointer, "uniqueItems"), "uniqueItems has to be true or false.");
        }
        contains(rules);
    }

    private void size(List<Rule> rules) {
        Long min = reader.count(map, "minItems", pointer);
        Long max = reader.count(map, "maxItems", pointer);
        if (min == null && max == null) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof List<?> list) {
                if (min != null && list.size() < min) {
                    fitting.problem(where, "must have at least " + entries(min) + ", got " + list.size());
                }
                if (max != null && list.size() > max) {
                    fitting.problem(where, "must have at most " + entries(max) + ", got " + list.size());
                }
            }
            return value;
        });
    }

    private static String entries(long count) {
        return count + (count == 1 ? " entry" : " entries");
    }

    @SuppressWarnings("ReferenceEquality") // the very same value came back: nothing to copy
    private void items(List<Rule> rules) {
        Object prefix = map.get("prefixItems");
        String at = RuleReader.child(pointer, "prefixItems");
        List<Rule> first = prefix instanceof List<?> members ? reader.readAll(members, at) : List.of();
        if (prefix != null && !(prefix instanceof List<?>)) {
            reader.fault(at, "prefixItems has to be a list.");
        }
        Rule rest = map.containsKey("items")
                ? reader.read(map.get("items"), RuleReader.child(pointer, "items"))
                : Rule.ANYTHING;
        if (first.isEmpty() && rest.equals(Rule.ANYTHING)) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (!(value instanceof List<?> list)) {
                return value;
            }
            List<Object> fitted = null;
            for (int i = 0; i < list.size(); i++) {
                Rule rule = i < first.size() ? first.get(i) : rest;
                Object before = list.get(i);
                Object after = rule.fit(before, where.item(i), fitting);
                if (after != before) {
                    if (fitted == null) {
                        fitted = new ArrayList<>(list);
                    }
                    fitted.set(i, after);
                }
            }
            return fitted == null ? value : Collections.unmodifiableList(fitted);
        });
    }

    private static Object unique(Object value, Fitting.Where where, Fitting fitting) {
        if (value instanceof List<?> list) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                if (!seen.add(CanonicalJson.write(list.get(i)))) {
                    fitting.problem(where.item(i), "stands in the list twice");
                }
            }
        }
        return value;
    }

    private void contains(List<Rule> rules) {
        Long min = reader.count(map, "minContains", pointer);
        Long max = reader.count(map, "maxContains", pointer);
        if (!map.containsKey("contains")) {
            return;
        }
        Rule wanted = reader.read(map.get("contains"), RuleReader.child(pointer, "contains"));
        rules.add((value, where, fitting) -> {
            if (value instanceof List<?> list) {
                long found = list.stream()
                        .filter(item -> {
                            Fitting apart = fitting.apart();
                            wanted.fit(item, where, apart);
                            return apart.problems().isEmpty();
                        })
                        .count();
                long least = min == null ? 1 : min;
                if (found < least || (max != null && found > max)) {
                    String bounds = max == null ? "at least " + least : least + " to " + max;
                    fitting.problem(where, "must contain " + bounds + " of the wanted entries, got " + found);
                }
            }
            return value;
        });
    }
}
