package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.expr.Node.Operator;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;

/**
 * A checked expression as CEL text for the interpreter: every conversion written out, roots read from one map {@code r}
 * (so that a name of data may be any word, also one that CEL reserves), fields by index.
 */
final class CelText {
    private final StringBuilder out = new StringBuilder();

    private CelText() {}

    static String of(Node node) {
        CelText text = new CelText();
        text.write(node);
        return text.out.toString();
    }

    private void write(Node node) {
        switch (node) {
            case Node.Const constant -> literal(constant.value());
            case Node.Root root -> {
                if (root.bound()) {
                    out.append("v_").append(root.name());
                } else {
                    out.append("r[");
                    string(root.name());
                    out.append(']');
                }
            }
            case Node.Field field -> {
                // Without dyn, CEL's checker would bind the entry's open type to the first overload it meets.
                out.append("dyn(");
                write(field.on());
                out.append('[');
                string(field.name());
                out.append("])");
            }
            case Node.Item item -> {
                out.append("dyn(");
                write(item.on());
                out.append('[');
                write(item.key());
                out.append("])");
            }
            case Node.Has has -> has(has.target());
            case Node.Op op -> operator(op);
            case Node.Call call -> call(call);
            case Node.Macro macro -> macro(macro);
            case Node.ListOf list -> {
                out.append('[');
                separated(list.items());
                out.append(']');
            }
            case Node.MapOf map -> {
                out.append('{');
                for (int i = 0; i < map.keys().size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    string(map.keys().get(i));
                    out.append(": dyn(");
                    write(map.values().get(i));
                    out.append(')');
                }
                out.append('}');
            }
            case Node.Widen widen -> function("double", widen.value());
            case Node.Time time -> function("our_timestamp", time.text());
            case Node.Broken broken -> throw new IllegalStateException("an expression with findings is not evaluated");
        }
    }

    private void separated(Iterable<Node> nodes) {
        String comma = "";
        for (Node node : nodes) {
            out.append(comma).append("dyn(");
            write(node);
            out.append(')');
            comma = ", ";
        }
    }

    private void function(String name, Node... args) {
        out.append(name).append('(');
        for (int i = 0; i < args.length; i++) {
            out.append(i == 0 ? "" : ", ");
            write(args[i]);
        }
        out.append(')');
    }

    private void has(Node target) {
        switch (target) {
            case Node.Root root -> {
                if (root.bound()) {
                    out.append("true");
                } else {
                    out.append('(');
                    string(root.name());
                    out.append(" in r)");
                }
            }
            case Node.Field field -> {
                out.append("(");
                has(field.on());
                out.append(" && our_has(");
                write(field.on());
                out.append(", ");
                string(field.name());
                out.append("))");
            }
            case Node.Item item -> {
                out.append("(");
                has(item.on());
                out.append(" && our_has(");
                write(item.on());
                out.append(", ");
                write(item.key());
                out.append("))");
            }
            case Node.Time time -> has(time.text());
            default -> out.append("true");
        }
    }

    private void operator(Node.Op op) {
        boolean dynamic = op.args().stream().anyMatch(arg -> Type.resolve(arg.type()) instanceof Type.Any);
        String ours = switch (op.operator()) {
            case ADD -> "our_add";
            case SUB -> "our_sub";
            case MUL -> "our_mul";
            case DIV -> "our_div";
            case MOD -> "our_mod";
            case NEG -> "our_neg";
            case AND, OR, NOT, IF, EQ, NE, LT, LE, GT, GE, IN -> null;
        };
        if (dynamic && ours != null) {
            function(ours, op.args().toArray(Node[]::new));
            return;
        }
        out.append('(');
        if (op.operator() == Operator.IF) {
            write(op.first());
            out.append(" ? dyn(");
            write(op.second());
            out.append(") : dyn(");
            write(op.args().get(2));
            out.append(')');
        } else if (op.args().size() == 1) {
            out.append(op.operator().symbol()).append('(');
            write(op.first());
            out.append(')');
        } else {
            operand(op, op.first());
            out.append(' ').append(op.operator().symbol()).append(' ');
            operand(op, op.second());
        }
        out.append(')');
    }

    /** Comparisons are dynamic: an integer beside a double compares by value, which CEL's checker would refuse. */
    private void operand(Node.Op op, Node arg) {
        boolean dynamic = switch (op.operator()) {
            case EQ, NE, LT, LE, GT, GE, IN -> true;
            case AND, OR, NOT, IF, ADD, SUB, MUL, DIV, MOD, NEG -> false;
        };
        boolean alreadyDynamic = arg instanceof Node.Field || arg instanceof Node.Item;
        boolean wrap = dynamic && !alreadyDynamic;
        out.append(wrap ? "dyn(" : "");
        write(arg);
        out.append(wrap ? ")" : "");
    }

    private void call(Node.Call call) {
        String ours = switch (call.name()) {
            case "string" -> "our_string";
            case "duration" -> "our_duration";
            case "timestamp" -> "our_timestamp";
            case "clip" -> "our_clip";
            case "tokens" -> "our_tokens";
            case "money" -> "our_money";
            default -> null;
        };
        if (ours != null) {
            function(ours, call.args().toArray(Node[]::new));
            return;
        }
        int from = 0;
        // CEL knows join as a list's method alone.
        if (call.member() || call.name().equals("join")) {
            write(call.args().get(0));
            out.append('.');
            from = 1;
        }
        out.append(call.name()).append('(');
        for (int i = from; i < call.args().size(); i++) {
            out.append(i == from ? "" : ", ");
            write(call.args().get(i));
        }
        out.append(')');
    }

    private void macro(Node.Macro macro) {
        write(macro.range());
        out.append('.').append(macro.name()).append("(v_").append(macro.variable());
        for (Node body : macro.bodies()) {
            out.append(", ");
            write(body);
        }
        out.append(')');
    }

    private void literal(Object value) {
        switch (value) {
            case String text -> string(text);
            case Double number -> out.append('(').append(number).append(')');
            case Long number -> out.append('(').append(number).append(')');
            case Boolean truth -> out.append(truth.booleanValue());
            default -> {
                if (!Json.isNull(value)) {
                    throw new IllegalStateException("no literal: " + value);
                }
                out.append("null");
            }
        }
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
                out.append(String.format("\\U%08x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        out.append('"');
    }
}
