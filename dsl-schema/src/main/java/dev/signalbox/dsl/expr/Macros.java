package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CEL's macros over lists and objects: {@code all}, {@code exists}, {@code exists_one}, {@code filter}, {@code map}. */
final class Macros {
    static final Set<String> NAMES = Set.of("all", "exists", "exists_one", "filter", "map");

    private final Checker checker;

    Macros(Checker checker) {
        this.checker = checker;
    }

    Node check(CelExpr part, CelExpr target, Checker.Env outer) {
        Checker.Env env = new Checker.Env(outer.types(), outer.bound(), false);
        String name = part.call().function();
        List<CelExpr> args = part.call().args();
        boolean count = args.size() == 2 || (name.equals("map") && args.size() == 3);
        if (!count || args.get(0).getKind() != CelExpr.ExprKind.Kind.IDENT) {
            String form = name.equals("map")
                    ? "list.map(x, value) or list.map(x, condition, value)"
                    : "list." + name + "(x, condition)";
            return checker.broken(Code.E203, source().name(part), "`" + name + "` is written " + form + ".");
        }
        Node range = checker.check(target, env);
        if (range instanceof Node.Broken) {
            return range;
        }
        Type item;
        switch (checker.notNull(range.type(), target)) {
            case Type.Arr list -> item = list.item();
            case Type.Obj object -> item = Type.STR;
            case Type.Any any -> item = Type.ANY;
            default -> {
                return checker.broken(
                        Code.E203,
                        source().whole(target),
                        "`" + name + "` goes through a list, and `" + source().quote(target) + "` is "
                                + Types.words(range.type()) + ".");
            }
        }
        String variable = args.get(0).ident().name();
        Checker.Env inside = env.binding(variable, item);
        List<Node> bodies = new ArrayList<>();
        for (int i = 1; i < args.size(); i++) {
            boolean value = name.equals("map") && i == args.size() - 1;
            Node body = value ? checker.plain(args.get(i), inside) : condition(args.get(i), inside, name);
            bodies.add(body);
            if (!value) {
                inside = inside.with(Facts.whenTrue(body, inside.types()));
            }
        }
        Type type = switch (name) {
            case "map" -> new Type.Arr(bodies.getLast().type(), null);
            case "filter" -> new Type.Arr(item, null);
            default -> Type.BOOL;
        };
        return new Node.Macro(name, range, variable, bodies, type);
    }

    private Node condition(CelExpr part, Checker.Env env, String name) {
        Node node = checker.check(part, env);
        Type type = checker.notNull(node.type(), part);
        if (type instanceof Type.Any || Types.base(type) instanceof Type.Bool) {
            return node;
        }
        return checker.broken(
                Code.E203,
                source().whole(part),
                "`" + name + "` asks a condition of each entry, and `" + source().quote(part) + "` is "
                        + Types.words(type) + ".");
    }

    private Source source() {
        return checker.source();
    }
}
