package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.expr.Node.Operator;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks operators: what they take, what a branch knows in their second operand, which integers are read as doubles. */
final class Operators {
    private final Checker checker;

    Operators(Checker checker) {
        this.checker = checker;
    }

    Node check(CelExpr part, Checker.Env outer) {
        Checker.Env env = new Checker.Env(outer.types(), outer.bound(), false);
        List<CelExpr> args = part.call().args();
        return switch (part.call().function()) {
            case "_&&_" -> logic(Operator.AND, args, env);
            case "_||_" -> logic(Operator.OR, args, env);
            case "!_" -> new Node.Op(Operator.NOT, List.of(condition(args.get(0), env, "!")), Type.BOOL);
            case "_?_:_" -> choice(args, env);
            case "_==_" -> equality(Operator.EQ, args, env);
            case "_!=_" -> equality(Operator.NE, args, env);
            case "_<_" -> order(Operator.LT, part, args, env);
            case "_<=_" -> order(Operator.LE, part, args, env);
            case "_>_" -> order(Operator.GT, part, args, env);
            case "_>=_" -> order(Operator.GE, part, args, env);
            case "@in" -> in(args, env);
            case "_+_" -> arithmetic(Operator.ADD, part, args, env);
            case "_-_" -> arithmetic(Operator.SUB, part, args, env);
            case "_*_" -> arithmetic(Operator.MUL, part, args, env);
            case "_/_" -> arithmetic(Operator.DIV, part, args, env);
            case "_%_" -> arithmetic(Operator.MOD, part, args, env);
            case "-_" -> negation(part, args.get(0), env);
            default ->
                throw new IllegalStateException("no operator: " + part.call().function());
        };
    }

    private Node logic(Operator operator, List<CelExpr> args, Checker.Env env) {
        Node left = condition(args.get(0), env, operator.symbol());
        TypeEnv after =
                operator == Operator.AND ? Facts.whenTrue(left, env.types()) : Facts.whenFalse(left, env.types());
        Node right = condition(args.get(1), env.with(after), operator.symbol());
        return new Node.Op(operator, List.of(left, right), Type.BOOL);
    }

    private Node condition(CelExpr part, Checker.Env env, String symbol) {
        Node node = checker.check(part, env);
        Type type = checker.notNull(node.type(), part);
        if (node instanceof Node.Broken || type instanceof Type.Any || Types.base(type) instanceof Type.Bool) {
            return node;
        }
        return checker.broken(
                Code.E203,
                source().whole(part),
                "`" + symbol + "` takes true or false, and `" + source().quote(part) + "` is " + Types.words(type)
                        + ".");
    }

    private Node choice(List<CelExpr> args, Checker.Env env) {
        Node condition = condition(args.get(0), env, "? :");
        Node yes = checker.check(args.get(1), env.with(Facts.whenTrue(condition, env.types())));
        Node no = checker.check(args.get(2), env.with(Facts.whenFalse(condition, env.types())));
        if (yes.type() instanceof Type.Num && Types.base(no.type()) instanceof Type.Int) {
            no = widen(no);
        } else if (no.type() instanceof Type.Num && Types.base(yes.type()) instanceof Type.Int) {
            yes = widen(yes);
        }
        if (yes instanceof Node.Time a && no instanceof Node.Time b) {
            return new Node.Time(new Node.Op(Operator.IF, List.of(condition, a.text(), b.text()), Type.TIMESTAMP));
        }
        return new Node.Op(Operator.IF, List.of(condition, yes, no), Types.union(List.of(yes.type(), no.type())));
    }

    // ---- comparing

    private Node equality(Operator operator, List<CelExpr> args, Checker.Env env) {
        Node left = operand(args.get(0), args.get(1), env);
        Node right = operand(args.get(1), args.get(0), env);
        if (left instanceof Node.Broken || right instanceof Node.Broken) {
            return new Node.Broken();
        }
        if (Type.resolve(left.type()) instanceof Type.Num) {
            right = widenLiteral(right);
        } else if (Type.resolve(right.type()) instanceof Type.Num) {
            left = widenLiteral(left);
        }
        Diagnostic finding = comparable(left, args.get(0), right, args.get(1));
        return finding == null ? new Node.Op(operator, List.of(left, right), Type.BOOL) : checker.broken(finding);
    }

    /** An operand; a bare word that is a member of the other side's enum was meant to be in quotes. */
    private Node operand(CelExpr part, CelExpr other, Checker.Env env) {
        if (part.getKind() == CelExpr.ExprKind.Kind.IDENT
                && !env.types().roots().contains(part.ident().name())) {
            Checker aside = new Checker(source());
            Set<Object> values = Checker.declaredValues(aside.check(other, env));
            String name = part.ident().name();
            if (values != null && values.contains(name)) {
                return checker.broken(Diagnostic.of(
                                Code.E202,
                                source().whole(part),
                                "`" + name + "` is not known here; a value is written in quotes.")
                        .withSuggestion("'" + name + "'"));
            }
        }
        return checker.check(part, env);
    }

    private @Nullable Diagnostic comparable(Node left, CelExpr leftPart, Node right, CelExpr rightPart) {
        if (left.type() instanceof Type.Null || right.type() instanceof Type.Null) {
            boolean nullLeft = left.type() instanceof Type.Null;
            return againstNull(nullLeft ? right : left, nullLeft ? rightPart : leftPart);
        }
        Diagnostic notMember = notMember(left, right, rightPart);
        if (notMember == null) {
            notMember = notMember(right, left, leftPart);
        }
        if (notMember != null) {
            return notMember;
        }
        Type a = Checker.withoutNull(left.type());
        Type b = Checker.withoutNull(right.type());
        if (mayBeEqual(a, b)) {
            return null;
        }
        String words = "`" + source().quote(leftPart) + "` is " + kind(left) + " and `" + source().quote(rightPart)
                + "` is " + kind(right) + "; they can never be equal.";
        Diagnostic finding = Diagnostic.of(Code.E203, source().whole(rightPart), words);
        boolean time = a instanceof Type.Timestamp || b instanceof Type.Timestamp;
        return finding.withHelp(
                time
                        ? "Read text as a timestamp: timestamp('2026-03-01T09:30:00Z')."
                        : Conversions.compared(source().quote(leftPart), a, source().quote(rightPart), b));
    }

    /** A type in words; a literal's kind rather than the literal once more. */
    private static String kind(Node node) {
        Type type = Checker.withoutNull(node.type());
        return Types.words(node instanceof Node.Const ? Types.base(type) : type);
    }

    private @Nullable Diagnostic againstNull(Node node, CelExpr part) {
        Type type = Type.resolve(node.type());
        if (type instanceof Type.OrNull || type instanceof Type.Null || type instanceof Type.Any) {
            return null;
        }
        String text = source().quote(part);
        return Diagnostic.of(Code.E203, source().whole(part), "`" + text + "` is never null.")
                .withHelp("To ask whether it is there: has(" + text + ").");
    }

    /** A literal that the enum beside it does not list. */
    private @Nullable Diagnostic notMember(Node subject, Node literal, CelExpr literalPart) {
        Set<Object> values = subject instanceof Node.Const ? null : Checker.declaredValues(subject);
        if (values == null || !(literal instanceof Node.Const constant)) {
            return null;
        }
        Type base = Types.base(new Type.Enum(values));
        Type own = Types.base(constant.type());
        boolean sameKind = base.equals(own) || (Types.isNumber(base) && Types.isNumber(own));
        if (!sameKind || values.stream().anyMatch(value -> Json.equal(value, constant.value()))) {
            return null;
        }
        String near = constant.value() instanceof String text
                ? Nearest.to(
                        text,
                        values.stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList())
                : null;
        String hint = near == null ? "." : "; did you mean '" + near + "'?";
        return Diagnostic.of(
                        Code.E205,
                        source().whole(literalPart),
                        Types.list(List.of(constant.value())) + " is none of the values the schema lists" + hint)
                .withSuggestion(near == null ? null : "'" + near + "'")
                .withHelp("It lists: " + Types.list(values) + ".");
    }

    private static boolean mayBeEqual(Type a, Type b) {
        if (a instanceof Type.Any || b instanceof Type.Any) {
            return true;
        }
        if (a instanceof Type.Union union) {
            return union.members().stream().anyMatch(member -> mayBeEqual(Type.resolve(member), b));
        }
        if (b instanceof Type.Union union) {
            return union.members().stream().anyMatch(member -> mayBeEqual(a, Type.resolve(member)));
        }
        Type x = Types.base(a);
        Type y = Types.base(b);
        if (x instanceof Type.Any || y instanceof Type.Any) {
            return true;
        }
        if (a instanceof Type.Enum p
                && b instanceof Type.Enum q
                && p.values().size() > 1
                && q.values().size() > 1) {
            return x.equals(y) && !Collections.disjoint(p.values(), q.values());
        }
        return x.getClass() == y.getClass() || (Types.isNumber(x) && Types.isNumber(y));
    }

    private Node order(Operator operator, CelExpr part, List<CelExpr> args, Checker.Env env) {
        Node left = checker.check(args.get(0), env);
        Node right = checker.check(args.get(1), env);
        if (left instanceof Node.Broken || right instanceof Node.Broken) {
            return new Node.Broken();
        }
        Type a = Types.base(checker.notNull(left.type(), args.get(0)));
        Type b = Types.base(checker.notNull(right.type(), args.get(1)));
        if (a instanceof Type.Num) {
            right = widenLiteral(right);
        } else if (b instanceof Type.Num) {
            left = widenLiteral(left);
        }
        boolean any = a instanceof Type.Any || b instanceof Type.Any;
        boolean numbers = Types.isNumber(a) && Types.isNumber(b);
        boolean same = a.getClass() == b.getClass() && isOrdered(a);
        if (!numbers
                && !same
                && !(any && (isOrdered(a) || isOrdered(b) || (a instanceof Type.Any && b instanceof Type.Any)))) {
            return mismatch(
                    operator, part, args, a, b, "compares numbers, texts, timestamps or durations with their like");
        }
        return new Node.Op(operator, List.of(left, right), Type.BOOL);
    }

    private static boolean isOrdered(Type type) {
        return Types.isNumber(type)
                || type instanceof Type.Str
                || type instanceof Type.Timestamp
                || type instanceof Type.Dur;
    }

    private Node in(List<CelExpr> args, Checker.Env env) {
        Node item = checker.check(args.get(0), env);
        Node list = checker.check(args.get(1), env);
        if (item instanceof Node.Broken || list instanceof Node.Broken) {
            return new Node.Broken();
        }
        Type type = checker.notNull(list.type(), args.get(1));
        if (list instanceof Node.ListOf literal) {
            for (int i = 0; i < literal.items().size(); i++) {
                CelExpr one = args.get(1).list().elements().get(i);
                Diagnostic finding =
                        comparable(item, args.get(0), literal.items().get(i), one);
                if (finding != null) {
                    return checker.broken(finding);
                }
            }
        } else if (type instanceof Type.Arr arr) {
            Node member = new Node.Root("", Type.resolve(arr.item()), arr.item(), true);
            Diagnostic finding = notMember(member, item, args.get(0));
            if (finding != null) {
                return checker.broken(finding);
            }
            if (!mayBeEqual(Checker.withoutNull(arr.item()), Checker.withoutNull(item.type()))) {
                return checker.broken(
                        Code.E203,
                        source().whole(args.get(0)),
                        "`" + source().quote(args.get(0)) + "` is " + kind(item) + " and can never be in `"
                                + source().quote(args.get(1)) + "`, whose entries are each "
                                + Types.words(Type.resolve(arr.item())) + ".");
            }
        } else if (type instanceof Type.Obj) {
            Type key = Types.base(Checker.withoutNull(item.type()));
            if (!(key instanceof Type.Str) && !(key instanceof Type.Any)) {
                return checker.broken(
                        Code.E203,
                        source().whole(args.get(0)),
                        "An object has names, and this is " + Types.words(key) + ".");
            }
        } else if (!(type instanceof Type.Any)) {
            return checker.broken(
                    Code.E203,
                    source().whole(args.get(1)),
                    "`in` looks into a list or an object, and `" + source().quote(args.get(1)) + "` is "
                            + Types.words(type) + ".");
        }
        boolean times = item instanceof Node.Time || item.type() instanceof Type.Timestamp;
        if (times) {
            // The list holds the texts of its date-times: read each as a timestamp.
            Node each = new Node.Time(new Node.Root("t", Type.TIMESTAMP, Type.TIMESTAMP, true));
            Node same = new Node.Op(Operator.EQ, List.of(each, item), Type.BOOL);
            return new Node.Macro("exists", list, "t", List.of(same), Type.BOOL);
        }
        return new Node.Op(Operator.IN, List.of(item, list), Type.BOOL);
    }

    // ---- reckoning

    private Node arithmetic(Operator operator, CelExpr part, List<CelExpr> args, Checker.Env env) {
        Node left = checker.check(args.get(0), env);
        Node right = checker.check(args.get(1), env);
        if (left instanceof Node.Broken || right instanceof Node.Broken) {
            return new Node.Broken();
        }
        Type a = Types.base(checker.notNull(left.type(), args.get(0)));
        Type b = Types.base(checker.notNull(right.type(), args.get(1)));
        boolean numbers = Types.isNumber(a) && Types.isNumber(b);
        if (numbers && operator == Operator.MOD && (a instanceof Type.Num || b instanceof Type.Num)) {
            return mismatch(operator, part, args, a, b, "takes two integers");
        }
        if (numbers && !a.equals(b)) {
            left = a instanceof Type.Int ? widen(left) : left;
            right = b instanceof Type.Int ? widen(right) : right;
            return new Node.Op(operator, List.of(left, right), Type.NUM);
        }
        Type result = numbers ? a : result(operator, a, b);
        if (result == null) {
            boolean text = operator == Operator.ADD && (a instanceof Type.Str || b instanceof Type.Str);
            Node broken = mismatch(
                    operator,
                    part,
                    args,
                    a,
                    b,
                    operator == Operator.ADD ? "adds two numbers or joins two texts or lists" : "takes two numbers");
            if (text) {
                Diagnostic last = checker.findings().removeLast();
                checker.find(last.withHelp("Write string(…) around the other one, or interpolate: \"… ${…} …\"."));
            }
            return broken;
        }
        return new Node.Op(operator, List.of(left, right), result);
    }

    private static @Nullable Type result(Operator operator, Type a, Type b) {
        if (a instanceof Type.Any || b instanceof Type.Any) {
            return Type.ANY;
        }
        boolean add = operator == Operator.ADD;
        boolean subtract = operator == Operator.SUB;
        if (add && a instanceof Type.Str && b instanceof Type.Str) {
            return Type.STR;
        }
        if (add && a instanceof Type.Arr x && b instanceof Type.Arr y) {
            return new Type.Arr(Types.union(List.of(x.item(), y.item())), null);
        }
        if (a instanceof Type.Timestamp && b instanceof Type.Dur && (add || subtract)) {
            return Type.TIMESTAMP;
        }
        if (add && a instanceof Type.Dur && b instanceof Type.Timestamp) {
            return Type.TIMESTAMP;
        }
        if (subtract && a instanceof Type.Timestamp && b instanceof Type.Timestamp) {
            return Type.DURATION;
        }
        return a instanceof Type.Dur && b instanceof Type.Dur && (add || subtract) ? Type.DURATION : null;
    }

    private Node negation(CelExpr part, CelExpr arg, Checker.Env env) {
        Node value = checker.check(arg, env);
        if (value instanceof Node.Broken) {
            return value;
        }
        Type type = Types.base(checker.notNull(value.type(), arg));
        if (!Types.isNumber(type) && !(type instanceof Type.Any)) {
            return checker.broken(
                    Code.E203,
                    source().whole(part),
                    "`-` takes a number, and `" + source().quote(arg) + "` is " + Types.words(type) + ".");
        }
        return new Node.Op(Operator.NEG, List.of(value), type);
    }

    private Node mismatch(Operator operator, CelExpr part, List<CelExpr> args, Type a, Type b, String takes) {
        String left = source().quote(args.get(0));
        String right = source().quote(args.get(1));
        return checker.broken(Diagnostic.of(
                        Code.E203,
                        source().whole(part),
                        "`" + operator.symbol() + "` " + takes + "; `" + left + "` is " + Types.words(a) + " and `"
                                + right + "` is " + Types.words(b) + ".")
                .withHelp(
                        operator == Operator.ADD
                                ? Conversions.joined(left, a, right, b)
                                : Conversions.compared(left, a, right, b)));
    }

    private static Node widenLiteral(Node node) {
        return node instanceof Node.Const constant && constant.value() instanceof Long ? widen(node) : node;
    }

    static Node widen(Node node) {
        return node instanceof Node.Const constant && constant.value() instanceof Long whole
                ? new Node.Const(whole.doubleValue(), Type.NUM)
                : new Node.Widen(node);
    }

    private Source source() {
        return checker.source();
    }
}
