package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.expr.Node.Operator;
import dev.signalbox.dsl.type.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an expression's being true or false establishes about the paths in it. */
final class Facts {
    private Facts() {}

    static TypeEnv whenTrue(Node condition, TypeEnv env) {
        if (condition instanceof Node.Has has) {
            List<String> path = Node.path(has.target());
            return path == null ? env : env.present(path);
        }
        if (!(condition instanceof Node.Op op)) {
            return truth(condition, true, env);
        }
        return switch (op.operator()) {
            case AND -> whenTrue(op.second(), whenTrue(op.first(), env));
            case OR -> whenTrue(op.first(), env).join(whenTrue(op.second(), whenFalse(op.first(), env)));
            case NOT -> whenFalse(op.first(), env);
            case EQ, NE, IN -> compared(op, op.operator() != Operator.NE, env);
            case IF, LT, LE, GT, GE, ADD, SUB, MUL, DIV, MOD, NEG -> env;
        };
    }

    static TypeEnv whenFalse(Node condition, TypeEnv env) {
        if (condition instanceof Node.Has has) {
            List<String> path = Node.path(has.target());
            return path == null ? env : env.absent(path);
        }
        if (!(condition instanceof Node.Op op)) {
            return truth(condition, false, env);
        }
        return switch (op.operator()) {
            case AND -> whenFalse(op.first(), env).join(whenFalse(op.second(), whenTrue(op.first(), env)));
            case OR -> whenFalse(op.second(), whenFalse(op.first(), env));
            case NOT -> whenTrue(op.first(), env);
            case EQ, NE, IN -> compared(op, op.operator() == Operator.NE, env);
            case IF, LT, LE, GT, GE, ADD, SUB, MUL, DIV, MOD, NEG -> env;
        };
    }

    private static TypeEnv truth(Node node, boolean value, TypeEnv env) {
        List<String> path = Node.path(node);
        return path == null || !(Type.resolve(node.type()) instanceof Type.Bool)
                ? env
                : env.narrow(path, Set.of(value));
    }

    private static TypeEnv compared(Node.Op op, boolean holds, TypeEnv env) {
        List<String> path = Node.path(op.first());
        Set<Object> values = op.operator() == Operator.IN ? members(op.second()) : values(op.second());
        if (op.operator() == Operator.IN
                && op.first() instanceof Node.Const key
                && key.value() instanceof String name) {
            return keyed(name, op.second(), holds, env);
        }
        if (path == null && op.operator() != Operator.IN) {
            path = Node.path(op.second());
            values = values(op.first());
        }
        if (path == null || values == null) {
            return env;
        }
        // Either way the path was read, so it is there.
        return holds ? env.narrow(path, values) : env.present(path).without(path, values);
    }

    /** {@code 'note' in order} says what {@code has(order.note)} does. */
    private static TypeEnv keyed(String name, Node on, boolean holds, TypeEnv env) {
        List<String> path = Node.path(on);
        if (path == null || Type.resolve(on.type()) instanceof Type.Arr) {
            return env;
        }
        List<String> below = Paths.append(path, name);
        return holds ? env.present(below) : env.absent(below);
    }

    private static @Nullable Set<Object> values(Node node) {
        return node instanceof Node.Const constant ? Set.of(constant.value()) : null;
    }

    private static @Nullable Set<Object> members(Node node) {
        if (!(node instanceof Node.ListOf list)) {
            return null;
        }
        Set<Object> values = new LinkedHashSet<>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Const constant)) {
                return null;
            }
            values.add(constant.value());
        }
        return values;
    }
}
