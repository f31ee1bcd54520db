package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked expression: what CEL parsed, with types, and with the conversions written out that the language promises. */
sealed interface Node {
    Type type();

    record Const(Object value, Type type) implements Node {}

    /**
     * A name.
     *
     * @param declared its type before anything narrowed it
     * @param bound whether a macro binds it, {@code xs.all(x, …)}
     */
    record Root(String name, Type type, Type declared, boolean bound) implements Node {}

    record Field(Node on, String name, Type type, Type declared) implements Node {}

    /** {@code list[i]}, or {@code map[key]} with a key that is computed. */
    record Item(Node on, Node key, Type type) implements Node {}

    /** Whether a path is there; every step of it may be missing or null. */
    record Has(Node target) implements Node {
        @Override
        public Type type() {
            return Type.BOOL;
        }
    }

    record Op(Operator operator, List<Node> args, Type type) implements Node {
        Node first() {
            return args.get(0);
        }

        Node second() {
            return args.get(1);
        }
    }

    /** A function; {@code member} is written {@code first.name(rest)}. */
    record Call(String name, boolean member, List<Node> args, Type type) implements Node {}

    record Macro(String name, Node range, String variable, List<Node> bodies, Type type) implements Node {}

    record ListOf(List<Node> items, Type type) implements Node {}

    record MapOf(List<String> keys, List<Node> values, Type type) implements Node {}

    /** An integer read as a double. */
    record Widen(Node value) implements Node {
        @Override
        public Type type() {
            return Type.NUM;
        }
    }

    /** A date-time of the data, which is text, read as a timestamp. */
    record Time(Node text) implements Node {
        @Override
        public Type type() {
            return Type.TIMESTAMP;
        }
    }

    /** Something with a finding; nothing more is said about it. */
    record Broken() implements Node {
        @Override
        public Type type() {
            return Type.ANY;
        }
    }

    enum Operator {
        AND("&&"),
        OR("||"),
        NOT("!"),
        IF("?:"),
        EQ("=="),
        NE("!="),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">="),
        IN("in"),
        ADD("+"),
        SUB("-"),
        MUL("*"),
        DIV("/"),
        MOD("%"),
        NEG("-");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    /** The static path of a node: a name, its fields, and items by a constant index; null when it is none. */
    static @Nullable List<String> path(Node node) {
        List<String> steps = new ArrayList<>();
        Node at = node;
        while (true) {
            switch (at) {
                case Root root -> {
                    steps.add(root.name());
                    return steps.reversed();
                }
                case Field field -> {
                    steps.add(field.name());
                    at = field.on();
                }
                case Item item -> {
                    boolean constant =
                            item.key() instanceof Const key && key.value() instanceof Long index && index >= 0;
                    if (!constant) {
                        return null;
                    }
                    steps.add(((Const) item.key()).value().toString());
                    at = item.on();
                }
                case Time time -> at = time.text();
                default -> {
                    return null;
                }
            }
        }
    }
}
