package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Type;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked expression. Its program is planned at the first evaluation; safe to share between threads. */
public final class Compiled {
    private final Expr expr;
    private final Node node;
    private final Set<String> roots;
    private final Set<List<String>> paths;
    private volatile @Nullable Plan plan;

    Compiled(Expr expr, Node node, Set<String> roots, Set<List<String>> paths) {
        this.expr = expr;
        this.node = node instanceof Node.Time time ? time.text() : node;
        this.roots = Collections.unmodifiableSet(new LinkedHashSet<>(roots));
        this.paths = Collections.unmodifiableSet(new LinkedHashSet<>(paths));
    }

    /** The expression as written. */
    public Expr expr() {
        return expr;
    }

    /** The type of its value, as narrowed where it stands. */
    public Type type() {
        return Type.resolve(node.type());
    }

    /** Every root it names, also inside {@code has}. */
    public Set<String> roots() {
        return roots;
    }

    /** The longest static paths it reads, {@code [order, total]}; a root read whole is a path of one. Without those only tested by {@code has}. */
    public Set<List<String>> paths() {
        return paths;
    }

    /** The path, when the expression is nothing but one: {@code order.status}. */
    public Optional<List<String>> path() {
        return Optional.ofNullable(Node.path(node)).map(List::copyOf);
    }

    /** The value, when the expression is nothing but a literal. */
    public Optional<Object> literal() {
        return node instanceof Node.Const constant ? Optional.of(constant.value()) : Optional.empty();
    }

    /** The value, normalised (see {@code dsl.value.Json}); timestamps and durations as strings. */
    public Object eval(Scope scope) throws EvalException {
        return finite(plan().at(scope));
    }

    private Object finite(Object value) throws EvalException {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw new EvalException("The expression makes a number that is not finite.", expr.place());
        }
        return value;
    }

    /** The value of a condition. */
    public boolean test(Scope scope) throws EvalException {
        Object value = plan().at(scope);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new EvalException("A condition has to be true or false, got " + Library.words(value) + ".", expr.place());
    }

    Node node() {
        return node;
    }

    private Plan plan() {
        Plan known = plan;
        if (known == null) {
            Plan direct = DirectPlan.of(node, expr.place());
            known = direct != null ? direct : CelPlan.of(node, expr.place(), roots);
            plan = known;
        }
        return known;
    }

    /** The same expression in CEL's interpreter, whatever it is: the measure of the direct plan. */
    Plan celPlan() {
        Plan cel = CelPlan.of(node, expr.place(), roots);
        return scope -> finite(cel.at(scope));
    }
}
