package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names and what is read of them: fields, items, and whether they are there. */
final class Paths {
    private final Checker checker;
    private final Source source;

    Paths(Checker checker) {
        this.checker = checker;
        source = checker.source();
    }

    Node name(CelExpr part, Checker.Env env) {
        String name = part.ident().name();
        TypeEnv types = env.types();
        if (!types.roots().contains(name)) {
            String near = Nearest.to(name, types.roots());
            String hint = near == null ? "." : "; did you mean `" + near + "`?";
            return checker.broken(
                    Diagnostic.of(Code.E202, source.whole(part), "`" + name + "` is not known here" + hint)
                            .withSuggestion(near)
                            .withHelp("Known here: " + String.join(", ", types.roots()) + "."));
        }
        boolean bound = env.bound().contains(name);
        if (!bound) {
            checker.roots().add(name);
        }
        List<String> path = List.of(name);
        if (!types.isPresent(name) && !env.soft()) {
            unwritten(part, name);
        }
        Type type = types.type(path);
        return new Node.Root(name, type, type, bound);
    }

    private void unwritten(CelExpr part, String name) {
        boolean outcome = name.equals("error") || name.equals("decision");
        String message = outcome
                ? "`" + name + "` is there only after " + (name.equals("error") ? "a failure" : "a person's decision")
                        + ", and not every way leads here from one."
                : "`" + name + "` is not written on every way that leads here.";
        checker.find(Diagnostic.of(outcome ? Code.E209 : Code.C403, source.whole(part), message)
                .withHelp("Guard it: has(" + name + ") && …" + (outcome ? "" : ", or give it a default.")));
    }

    Node field(CelExpr part, CelExpr operand, String name, Place place, Checker.Env env) {
        int before = checker.findings().size();
        Node on = checker.step(operand, env);
        if (on instanceof Node.Broken) {
            return on;
        }
        Type type = Type.resolve(on.type());
        if (type instanceof Type.OrNull nullable) {
            boolean told = checker.findings().size() > before;
            if (!env.soft() && !told) {
                checker.find(Diagnostic.of(
                                Code.E209,
                                place,
                                "`" + source.quote(operand) + "` may be null, and then has no field `" + name + "`.")
                        .withHelp("Guard it: " + source.quote(operand) + " != null && …"));
            }
            type = Type.resolve(nullable.type());
        }
        Fields.Found found = Fields.of(type, name);
        List<String> above = Node.path(on);
        List<String> path = above == null ? null : append(above, name);
        Type declared = found.type();
        Node.Field field = new Node.Field(
                on, name, path == null ? Type.resolve(declared) : env.types().refine(path, declared), declared);
        boolean guarded = env.soft() || (path != null && env.types().isPresent(path));
        return switch (found.presence()) {
            case SURE -> field;
            case NONE -> unknownField(operand, type, name, place);
            case OPTIONAL -> {
                if (!guarded) {
                    String whole = source.quote(part);
                    checker.find(Diagnostic.of(Code.E209, place, "`" + whole + "` is optional and may not be there.")
                            .withHelp("Guard it: has(" + whole + ") && …, or has(" + whole + ") ? " + whole + " : …"));
                }
                yield field;
            }
            case SOME_MEMBERS -> {
                if (!guarded) {
                    checker.find(someMembers(part, operand, type, name, place));
                }
                yield field;
            }
        };
    }

    private Node unknownField(CelExpr operand, Type type, String name, Place place) {
        String owner = source.quote(operand);
        Set<String> names = Fields.names(type);
        if (names.isEmpty()) {
            return checker.broken(
                    Code.E202, place, "`" + owner + "` is " + Types.words(type) + " and has no field `" + name + "`.");
        }
        String near = Nearest.to(name, names);
        String hint = near == null ? "." : "; did you mean `" + near + "`?";
        return checker.broken(Diagnostic.of(Code.E202, place, "`" + owner + "` has no field `" + name + "`" + hint)
                .withSuggestion(near)
                .withHelp("It has: " + String.join(", ", names) + "."));
    }

    private Diagnostic someMembers(CelExpr part, CelExpr operand, Type type, String name, Place place) {
        String owner = source.quote(operand);
        String by = type instanceof Type.Union union ? union.discriminator() : null;
        if (by == null) {
            return Diagnostic.of(
                            Code.E209, place, "`" + owner + "` has the field `" + name + "` only in some of its forms.")
                    .withHelp("Guard it: has(" + source.quote(part) + ") && …");
        }
        Set<Object> values = new LinkedHashSet<>();
        for (Type member : ((Type.Union) type).members()) {
            boolean has = Fields.of(member, name).presence() != Fields.Presence.NONE;
            if (has && Type.resolve(Fields.of(member, by).type()) instanceof Type.Enum e) {
                values.addAll(e.values());
            }
        }
        return Diagnostic.of(
                        Code.E209,
                        place,
                        "`" + owner + "` has the field `" + name + "` only where `" + owner + "." + by + "` is "
                                + Types.list(values) + ".")
                .withHelp("Match on " + owner + "." + by + " first, or guard it: has(" + source.quote(part) + ") && …");
    }

    Node index(CelExpr part, CelExpr operand, CelExpr key, Checker.Env env) {
        if (key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return field(part, operand, key.constant().stringValue(), source.whole(key), env);
        }
        Node on = checker.step(operand, env);
        Node at = checker.check(key, new Checker.Env(env.types(), env.bound(), false));
        if (on instanceof Node.Broken || at instanceof Node.Broken) {
            return new Node.Broken();
        }
        Type type = env.soft() ? Checker.withoutNull(on.type()) : checker.notNull(on.type(), operand);
        Type wanted;
        Type item;
        switch (type) {
            case Type.Any any -> {
                return new Node.Item(on, at, Type.ANY);
            }
            case Type.Arr list -> {
                wanted = Type.INT;
                item = list.item();
            }
            case Type.Obj object -> {
                wanted = Type.STR;
                List<Type> all = new ArrayList<>();
                object.fields().values().forEach(field -> all.add(field.type()));
                Type rest = object.rest();
                if (rest != null) {
                    all.add(rest);
                }
                item = Types.union(all);
            }
            default -> {
                return checker.broken(
                        Code.E203,
                        source.whole(operand),
                        "`" + source.quote(operand) + "` is " + Types.words(type)
                                + "; only a list or an object can be read with […].");
            }
        }
        Type given = Types.base(at.type());
        if (!(given instanceof Type.Any) && !given.equals(wanted)) {
            return checker.broken(
                    Code.E203,
                    source.whole(key),
                    (wanted instanceof Type.Int ? "A list is read by an integer" : "An object is read by a name")
                            + ", not by " + Types.words(given) + ".");
        }
        Node.Item read = new Node.Item(on, at, Type.resolve(item));
        List<String> path = Node.path(read);
        return path == null ? read : new Node.Item(on, at, env.types().refine(path, item));
    }

    Node has(CelExpr part, List<CelExpr> args, Checker.Env env) {
        if (args.size() == 1) {
            CelExpr.ExprKind.Kind kind = args.get(0).getKind();
            boolean path = kind == CelExpr.ExprKind.Kind.IDENT
                    || kind == CelExpr.ExprKind.Kind.SELECT
                    || (kind == CelExpr.ExprKind.Kind.CALL
                            && args.get(0).call().function().equals("_[_]"));
            if (path) {
                Node target = checker.step(args.get(0), new Checker.Env(env.types(), env.bound(), true));
                return target instanceof Node.Broken ? target : new Node.Has(target);
            }
        }
        return checker.broken(
                Code.E203, source.whole(part), "`has` takes one name or field: has(order), has(order.note).");
    }

    static List<String> append(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
