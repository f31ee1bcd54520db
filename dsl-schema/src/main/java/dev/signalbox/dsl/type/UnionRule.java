package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;

/**
 * {@code anyOf} and {@code oneOf}. A value that fits none is told the problems of the member it means: the one whose
 * constants it has, or the only one of its kind.
 *
 * @param heads the members as written, behind their references
 * @param exactly whether fitting several is a problem ({@code oneOf})
 */
record UnionRule(List<Rule> members, List<Map<?, ?>> heads, boolean exactly) implements Rule {
    @Override
    public Object fit(Object value, Fitting.Where where, Fitting fitting) {
        int fits = 0;
        Object fitted = value;
        Fitting meant = null;
        int candidates = 0;
        for (int i = 0; i < members.size(); i++) {
            Fitting apart = fitting.apart();
            Object tried = members.get(i).fit(value, where, apart);
            if (apart.problems().isEmpty()) {
                if (fits++ == 0) {
                    fitted = tried;
                }
                if (!exactly) {
                    return fitted;
                }
            } else if (couldMean(value, heads.get(i))) {
                candidates++;
                meant = apart;
            }
        }
        if (fits == 1) {
            return fitted;
        }
        if (fits > 1) {
            fitting.problem(where, "fits " + fits + " of the forms the schema lists, and must fit exactly one");
        } else if (candidates == 1 && meant != null) {
            fitting.take(meant);
        } else {
            fitting.problem(where, "fits none of the " + members.size() + " forms the schema lists" + constants());
        }
        return value;
    }

    private static boolean couldMean(Object value, Map<?, ?> head) {
        if (!(value instanceof Map<?, ?> object)) {
            boolean list = "array".equals(head.get("type"));
            return value instanceof List<?> ? list : !list && !isObject(head) && !"null".equals(head.get("type"));
        }
        if (!isObject(head)) {
            return false;
        }
        if (head.get("properties") instanceof Map<?, ?> properties) {
            for (Map.Entry<?, ?> entry : properties.entrySet()) {
                Object given = object.get(entry.getKey());
                Object constant = entry.getValue() instanceof Map<?, ?> field ? field.get("const") : null;
                if (constant != null && given != null && !Json.equal(given, constant)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isObject(Map<?, ?> head) {
        return "object".equals(head.get("type")) || head.containsKey("properties");
    }

    /** {@code : choice 'add', choice 'divide'} when the members have constants. */
    private String constants() {
        StringBuilder out = new StringBuilder();
        for (Map<?, ?> head : heads) {
            if (head.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, schema) -> {
                    if (schema instanceof Map<?, ?> field && field.containsKey("const")) {
                        out.append(out.isEmpty() ? ": " : ", ")
                                .append(name)
                                .append(' ')
                                .append(Types.list(List.of(field.get("const"))));
                    }
                });
            }
        }
        return out.toString();
    }
}
