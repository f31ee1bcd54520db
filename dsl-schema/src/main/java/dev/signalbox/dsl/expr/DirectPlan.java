package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.value.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates names, fields, literals, comparisons, logic and reckoning without CEL's interpreter, with the same meaning:
 * a test holds the two against each other. What is not here goes to {@link CelPlan}.
 */
final class DirectPlan {
    private final Place place;

    private DirectPlan(Place place) {
        this.place = place;
    }

    /** The plan, or null when some part of the expression needs CEL. */
    static @Nullable Plan of(Node node, Place place) {
        return new DirectPlan(place).plan(node);
    }

    private @Nullable Plan plan(Node node) {
        return switch (node) {
            case Node.Const constant -> {
                Object value = constant.value();
                yield scope -> value;
            }
            case Node.Root root -> root.bound() ? null : root(root.name());
            case Node.Field field -> field(field);
            case Node.Item item -> item(item);
            case Node.Has has -> has(has.target());
            case Node.Op op -> operator(op);
            case Node.Call call -> call(call);
            case Node.ListOf list -> list(list);
            case Node.MapOf map -> map(map);
            case Node.Widen widen -> {
                Plan value = plan(widen.value());
                yield value == null ? null : scope -> widened(value.at(scope));
            }
            case Node.Macro macro -> null;
            case Node.Time time -> null;
            case Node.Broken broken -> throw new IllegalStateException("an expression with findings is not evaluated");
        };
    }

    private static Object widened(Object value) {
        return value instanceof Long whole ? (Object) (double) whole : value;
    }

    private Plan root(String name) {
        return scope -> {
            Object value = scope.root(name);
            if (value == null) {
                throw new EvalException("`" + name + "` is not there.", place);
            }
            return value;
        };
    }

    private @Nullable Plan field(Node.Field field) {
        Plan on = plan(field.on());
        if (on == null) {
            return null;
        }
        String name = field.name();
        return scope -> {
            Object owner = on.at(scope);
            if (!(owner instanceof Map<?, ?> map)) {
                throw new EvalException("`" + name + "` is read from " + Library.words(owner) + ".", place);
            }
            Object value = map.get(name);
            if (value == null) {
                throw new EvalException("The field `" + name + "` is not there.", place);
            }
            return value;
        };
    }

    private @Nullable Plan item(Node.Item item) {
        Plan on = plan(item.on());
        Plan key = plan(item.key());
        if (on == null || key == null) {
            return null;
        }
        return scope -> {
            Object owner = on.at(scope);
            Object at = key.at(scope);
            Object value = itemOf(owner, at);
            if (value == null) {
                throw new EvalException("There is no entry " + Templates.words(at) + ".", place);
            }
            return value;
        };
    }

    static @Nullable Object itemOf(Object owner, Object key) {
        if (owner instanceof List<?> list && key instanceof Long index) {
            return index >= 0 && index < list.size() ? list.get((int) (long) index) : null;
        }
        if (owner instanceof Map<?, ?> map && key instanceof String name) {
            return map.get(name);
        }
        return null;
    }

    /** Every step of the path may be missing, or null. */
    private @Nullable Plan has(Node target) {
        return switch (target) {
            case Node.Root root -> {
                String name = root.name();
                yield root.bound() ? null : scope -> scope.root(name) != null;
            }
            case Node.Field field -> below(field.on(), scope -> field.name());
            case Node.Item item -> {
                Plan key = plan(item.key());
                yield key == null ? null : below(item.on(), key);
            }
            case Node.Time time -> has(time.text());
            default -> plan(target) == null ? null : scope -> true;
        };
    }

    private @Nullable Plan below(Node on, Plan key) {
        Plan above = has(on);
        Plan owner = plan(on);
        if (above == null || owner == null) {
            return null;
        }
        return scope -> Boolean.TRUE.equals(above.at(scope)) && itemOf(owner.at(scope), key.at(scope)) != null;
    }

    private @Nullable Plan list(Node.ListOf list) {
        Plan[] items = plans(list.items());
        if (items == null) {
            return null;
        }
        return scope -> {
            List<Object> values = new ArrayList<>(items.length);
            for (Plan item : items) {
                values.add(item.at(scope));
            }
            return Collections.unmodifiableList(values);
        };
    }

    private @Nullable Plan map(Node.MapOf map) {
        Plan[] values = plans(map.values());
        if (values == null) {
            return null;
        }
        List<String> keys = map.keys();
        return scope -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                fields.put(keys.get(i), values[i].at(scope));
            }
            return Collections.unmodifiableMap(fields);
        };
    }

    private Plan @Nullable [] plans(List<Node> nodes) {
        Plan[] plans = new Plan[nodes.size()];
        for (int i = 0; i < plans.length; i++) {
            Plan plan = plan(nodes.get(i));
            if (plan == null) {
                return null;
            }
            plans[i] = plan;
        }
        return plans;
    }

    // ---- operators

    private @Nullable Plan operator(Node.Op op) {
        Plan[] args = plans(op.args());
        if (args == null) {
            return null;
        }
        Plan a = args[0];
        Plan b = args.length > 1 ? args[1] : a;
        return switch (op.operator()) {
            case AND -> logic(a, b, false);
            case OR -> logic(a, b, true);
            case NOT -> scope -> !truth(a.at(scope));
            case IF -> {
                Plan otherwise = args[2];
                yield scope -> truth(a.at(scope)) ? b.at(scope) : otherwise.at(scope);
            }
            case EQ -> scope -> equal(a.at(scope), b.at(scope));
            case NE -> scope -> !equal(a.at(scope), b.at(scope));
            case LT -> scope -> ordered(a.at(scope), b.at(scope), sign -> sign < 0);
            case LE -> scope -> ordered(a.at(scope), b.at(scope), sign -> sign <= 0);
            case GT -> scope -> ordered(a.at(scope), b.at(scope), sign -> sign > 0);
            case GE -> scope -> ordered(a.at(scope), b.at(scope), sign -> sign >= 0);
            case IN -> scope -> in(a.at(scope), b.at(scope));
            case ADD -> reckon(Library::add, a, b);
            case SUB -> reckon(Library::subtract, a, b);
            case MUL -> reckon(Library::multiply, a, b);
            case DIV -> reckon(Library::divide, a, b);
            case MOD -> reckon(Library::remainder, a, b);
            case NEG -> reckon((x, y) -> Library.negate(x), a, a);
        };
    }

    /** CEL's logic is commutative: an error on one side does not matter where the other side decides. */
    private Plan logic(Plan left, Plan right, boolean decisive) {
        return scope -> {
            boolean first;
            try {
                first = truth(left.at(scope));
            } catch (EvalException leftFailed) {
                if (truth(right.at(scope)) == decisive) {
                    return decisive;
                }
                throw leftFailed;
            }
            return first == decisive ? decisive : truth(right.at(scope));
        };
    }

    private boolean truth(Object value) throws EvalException {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new EvalException("true or false was needed, got " + Library.words(value) + ".", place);
    }

    /** As CEL has it, for which a -0.0 is none of the whole numbers: an expression means the same whoever reckons it. */
    private static boolean equal(Object a, Object b) {
        return Json.equal(a, b)
                && !(a instanceof Long && isNegativeZero(b))
                && !(b instanceof Long && isNegativeZero(a));
    }

    private static boolean isNegativeZero(Object value) {
        return Double.valueOf(-0.0).equals(value);
    }

    /** Beside another decimal, what is not a number stands in no order; beside a whole number CEL takes it for the most. */
    private boolean ordered(Object a, Object b, IntPredicate wanted) throws EvalException {
        boolean none = a instanceof Double && b instanceof Double && (isNotANumber(a) || isNotANumber(b));
        return !none && wanted.test(compare(a, b));
    }

    private static boolean isNotANumber(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    private int compare(Object a, Object b) throws EvalException {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x + 0.0, y + 0.0);
        }
        if (a instanceof Number x && b instanceof Number y) {
            double p = x.doubleValue();
            double q = y.doubleValue();
            // Only where the nearest doubles are equal can the exact values tell them apart; infinity has none, and
            // beside a
            // whole number CEL takes -0.0 for less than 0.
            return p == q && p != 0 && !Double.isInfinite(p) ? decimal(x).compareTo(decimal(y)) : Double.compare(p, q);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        throw new EvalException(Library.words(a) + " and " + Library.words(b) + " cannot be compared by size.", place);
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
    }

    private boolean in(Object item, Object range) throws EvalException {
        return switch (range) {
            case List<?> list -> list.stream().anyMatch(one -> Json.equal(one, item));
            case Map<?, ?> map -> map.containsKey(item);
            default -> throw new EvalException("`in` cannot look into " + Library.words(range) + ".", place);
        };
    }

    private interface Reckoning {
        Object apply(Object a, Object b);
    }

    private Plan reckon(Reckoning reckoning, Plan a, Plan b) {
        return scope -> {
            Object x = a.at(scope);
            Object y = b.at(scope);
            try {
                return reckoning.apply(x, y);
            } catch (ArithmeticException | IllegalArgumentException refused) {
                throw CelPlan.failed(refused, place);
            }
        };
    }

    // ---- the functions that need no interpreter

    private @Nullable Plan call(Node.Call call) {
        Plan[] args = plans(call.args());
        if (args == null) {
            return null;
        }
        Plan a = args[0];
        Plan b = args.length > 1 ? args[1] : a;
        return switch (call.name()) {
            case "size" -> scope -> size(a.at(scope));
            case "string" -> reckon((x, y) -> Library.string(x), a, a);
            case "dyn" -> a;
            case "clip" -> reckon((x, y) -> Library.clip((String) x, (Long) y), text(a), whole(b));
            case "tokens" -> reckon((x, y) -> Library.tokens((String) x), text(a), text(a));
            case "money" -> reckon((x, y) -> Library.money((Long) x, (String) y), whole(a), text(b));
            case "contains" -> reckon((x, y) -> ((String) x).contains((String) y), text(a), text(b));
            case "startsWith" -> reckon((x, y) -> ((String) x).startsWith((String) y), text(a), text(b));
            case "endsWith" -> reckon((x, y) -> ((String) x).endsWith((String) y), text(a), text(b));
            default -> null;
        };
    }

    private Object size(Object value) throws EvalException {
        return switch (value) {
            case String text -> (long) text.codePointCount(0, text.length());
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            default -> throw new EvalException(Library.words(value) + " has no size.", place);
        };
    }

    private Plan text(Plan plan) {
        return scope -> {
            Object value = plan.at(scope);
            if (value instanceof String) {
                return value;
            }
            throw new EvalException("Text was needed, got " + Library.words(value) + ".", place);
        };
    }

    private Plan whole(Plan plan) {
        return scope -> {
            Object value = plan.at(scope);
            if (value instanceof Long) {
                return value;
            }
            throw new EvalException("An integer was needed, got " + Library.words(value) + ".", place);
        };
    }
}
