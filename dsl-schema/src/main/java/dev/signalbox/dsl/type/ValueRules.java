package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;

/** The rules for any value: its type, its being one of some, its not being something. */
final class ValueRules {
    static final Rule NOTHING = (value, where, fitting) -> {
        fitting.problem(where, "is not allowed");
        return value;
    };

    private ValueRules() {}

    static Rule type(List<String> names) {
        boolean integer = names.contains("integer");
        boolean number = names.contains("number");
        String words = words(names);
        return (value, where, fitting) -> {
            if (integer && value instanceof Double d && whole(d)) {
                return (long) d.doubleValue();
            }
            if (number && !integer && value instanceof Long n) {
                return (double) n;
            }
            if (!names.contains(name(value)) && !(number && value instanceof Long)) {
                fitting.problem(where, "must be " + words + ", got " + Fitting.words(value));
            }
            return value;
        };
    }

    private static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 9.007199254740992E15;
    }

    private static String name(Object value) {
        return switch (value) {
            case String s -> "string";
            case Boolean b -> "boolean";
            case Long n -> "integer";
            case Double d -> "number";
            case Map<?, ?> m -> "object";
            case List<?> l -> "array";
            default -> Json.isNull(value) ? "null" : value.getClass().getName();
        };
    }

    private static String words(List<String> names) {
        return String.join(
                " or ",
                names.stream()
                        .map(name -> switch (name) {
                            case "string" -> "text";
                            case "integer" -> "an integer";
                            case "number" -> "a number";
                            case "boolean" -> "true or false";
                            case "array" -> "a list";
                            case "object" -> "an object";
                            default -> name;
                        })
                        .toList());
    }

    /** The member itself is what comes back, so that 1.0 becomes the 1 the schema names. */
    static Rule oneOf(List<?> members) {
        return (value, where, fitting) -> {
            for (Object member : members) {
                if (Json.equal(member, value)) {
                    return member;
                }
            }
            String allowed = members.size() == 1 ? "be " : "be one of ";
            fitting.problem(where, "must " + allowed + Types.list(members) + ", got " + Fitting.words(value));
            return value;
        };
    }

    static Rule not(Rule refused) {
        return (value, where, fitting) -> {
            Fitting apart = fitting.apart();
            refused.fit(value, where, apart);
            if (apart.problems().isEmpty()) {
                fitting.problem(where, "is what the schema's \"not\" refuses");
            }
            return value;
        };
    }
}
