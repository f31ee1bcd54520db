package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A checked expression. Its program is planned at the first evaluation; safe to share between threads. */
public final class Compiled {
    private Compiled() {}

    public Expr expr() {
        throw new UnsupportedOperationException();
    }

    /** The type of its value, as narrowed where it stands. */
    public Type type() {
        throw new UnsupportedOperationException();
    }

    /** Every root it names, also inside {@code has}. */
    public Set<String> roots() {
        throw new UnsupportedOperationException();
    }

    /** The longest static paths it reads, {@code [order, total]}; a root read whole is a path of one. Without those only tested by {@code has}. */
    public Set<List<String>> paths() {
        throw new UnsupportedOperationException();
    }

    /** The path, when the expression is nothing but one: {@code order.status}. */
    public Optional<List<String>> path() {
        throw new UnsupportedOperationException();
    }

    /** The value, normalised (see {@code dsl.value.Json}); timestamps and durations as strings. */
    public Object eval(Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }

    /** The value of a condition. */
    public boolean test(Scope scope) throws EvalException {
        throw new UnsupportedOperationException();
    }
}
