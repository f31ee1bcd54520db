package dev.signalbox.dsl.type;

import dev.signalbox.dsl.value.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** {@code minimum}, {@code maximum}, their exclusive forms and {@code multipleOf}. */
record NumberRules(RuleReader reader, Map<?, ?> map, String pointer) {
    void addTo(List<Rule> rules) {
        bound(rules, "minimum", "at least", (value, bound) -> value >= bound);
        bound(rules, "maximum", "at most", (value, bound) -> value <= bound);
        bound(rules, "exclusiveMinimum", "greater than", (value, bound) -> value > bound);
        bound(rules, "exclusiveMaximum", "less than", (value, bound) -> value < bound);
        Double divisor = reader.number(map, "multipleOf", pointer);
        if (divisor != null && divisor > 0) {
            BigDecimal of = BigDecimal.valueOf(divisor);
            rules.add((value, where, fitting) -> {
                if (value instanceof Number number
                        && decimal(number).remainder(of).signum() != 0) {
                    fitting.problem(
                            where, "must be a multiple of " + Numbers.plain(divisor) + ", got " + Fitting.words(value));
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

    private void bound(List<Rule> rules, String key, String words, BiPredicate<Double, Double> holds) {
        Double bound = reader.number(map, key, pointer);
        if (bound == null) {
            return;
        }
        rules.add((value, where, fitting) -> {
            if (value instanceof Number number && !holds.test(number.doubleValue(), bound)) {
                fitting.problem(
                        where, "must be " + words + " " + Numbers.plain(bound) + ", got " + Fitting.words(value));
            }
            return value;
        });
    }
}
