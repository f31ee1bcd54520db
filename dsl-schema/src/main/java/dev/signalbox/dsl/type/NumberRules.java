package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** {@code minimum}, {@code maximum}, their exclusive forms and {@code multipleOf}. Exact also where a double is not. */
record NumberRules(RuleReader reader, Map<?, ?> map, String pointer) {
    /** Up to here a double holds every whole number. */
    private static final long EXACT = 1L << 53;

    void addTo(List<Rule> rules) {
        bound(rules, "minimum", "at least", order -> order >= 0);
        bound(rules, "maximum", "at most", order -> order <= 0);
        bound(rules, "exclusiveMinimum", "greater than", order -> order > 0);
        bound(rules, "exclusiveMaximum", "less than", order -> order < 0);
        Number divisor = reader.number(map, "multipleOf", pointer);
        if (divisor != null && divisor.doubleValue() > 0) {
            BigDecimal of = decimal(divisor);
            rules.add((value, where, fitting) -> {
                if (value instanceof Number number
                        && decimal(number).remainder(of).signum() != 0) {
                    fitting.problem(where, "must be a multiple of " + words(divisor) + ", got " + Fitting.words(value));
                }
                return value;
            });
        } else if (divisor != null) {
            reader.fault(RuleReader.child(pointer, "multipleOf"), "multipleOf has to be greater than 0.");
        }
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf(number.doubleValue());
    }

    private void bound(List<Rule> rules, String key, String words, IntPredicate holds) {
        Number bound = reader.number(map, key, pointer);
        if (bound == null) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof Number number && !holds.test(compare(number, bound))) {
                fitting.problem(where, "must be " + words + " " + words(bound) + ", got " + Fitting.words(value));
            }
            return value;
        });
    }

    private static int compare(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        // Adding 0 makes the two zeros one.
        return small(a) && small(b)
                ? Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0)
                : decimal(a).compareTo(decimal(b));
    }

    private static boolean small(Number number) {
        return Math.abs(number.doubleValue()) < EXACT;
    }

    private static String words(Number number) {
        return number instanceof Long whole ? whole.toString() : Numbers.plain(number.doubleValue());
    }
}
