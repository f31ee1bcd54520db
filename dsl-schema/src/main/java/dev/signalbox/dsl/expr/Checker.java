package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a parsed expression and gives each part its type. Names, fields and literals are here; operators, functions and
 * macros beside it. A part with a finding becomes {@link Node.Broken}, about which nothing more is said.
 */
final class Checker {
    private final Source source;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<String> roots = new LinkedHashSet<>();
    private final Set<List<String>> reads = new LinkedHashSet<>();
    private final Operators operators = new Operators(this);
    private final Functions functions = new Functions(this);
    private final Macros macros = new Macros(this);

    /**
     * Where a part stands.
     *
     * @param bound the names that macros around it bind
     * @param soft inside {@code has}: what is missing is what is being asked
     */
    record Env(TypeEnv types, Set<String> bound, boolean soft) {
        Env with(TypeEnv other) {
            return new Env(other, bound, soft);
        }

        Env binding(String name, Type type) {
            Set<String> more = new LinkedHashSet<>(bound);
            more.add(name);
            return new Env(types.withRoot(name, type), more, false);
        }
    }

    Checker(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    List<Diagnostic> findings() {
        return findings;
    }

    Set<String> roots() {
        return roots;
    }

    Set<List<String>> reads() {
        return reads;
    }

    Node check(TypeEnv types) {
        return check(source.root(), new Env(types, Set.of(), false));
    }

    /** A part that stands for itself: the path it reads, if it is one, is a whole read. */
    Node check(CelExpr part, Env env) {
        Node node = step(part, env);
        if (!env.soft()) {
            read(node);
        }
        return node instanceof Node.Root || node instanceof Node.Field || node instanceof Node.Item
                ? timed(node)
                : node;
    }

    /** Notes the longest static path that a part reads. */
    private void read(Node node) {
        switch (node) {
            case Node.Root root -> {
                if (!root.bound()) {
                    reads.add(List.of(root.name()));
                }
            }
            case Node.Field field -> readOr(field, field.on());
            case Node.Item item -> readOr(item, item.on());
            default -> {}
        }
    }

    private void readOr(Node node, Node above) {
        List<String> path = Node.path(node);
        if (path == null) {
            read(above);
            return;
        }
        Node at = node;
        while (!(at instanceof Node.Root root)) {
            at = at instanceof Node.Field field ? field.on() : ((Node.Item) at).on();
        }
        if (!root.bound()) {
            reads.add(path);
        }
    }

    private static Node timed(Node node) {
        return Type.resolve(node.type()) instanceof Type.Timestamp ? new Node.Time(node) : node;
    }

    /** A part, or one step of a path. */
    private Node step(CelExpr part, Env env) {
        return switch (part.getKind()) {
            case CONSTANT -> constant(part);
            case IDENT -> name(part, env);
            case SELECT -> field(part, part.select().operand(), part.select().field(), source.name(part), env);
            case CALL -> call(part, env);
            case LIST -> {
                List<Node> items = part.list().elements().stream()
                        .map(item -> plain(item, env))
                        .toList();
                Type item = items.isEmpty()
                        ? Type.ANY
                        : Types.union(items.stream().map(Node::type).toList());
                yield new Node.ListOf(items, new Type.Arr(item, (long) items.size()));
            }
            case MAP -> map(part, env);
            case STRUCT ->
                broken(
                        Code.E201,
                        source.whole(part),
                        "`" + part.struct().messageName()
                                + "{…}` would build a message, which flows do not have; objects are built by the YAML around expressions.");
            case COMPREHENSION, NOT_SET -> broken(Code.E201, source.whole(part), "The expression cannot be read.");
        };
    }

    /** A part that becomes data: a date-time stays the text it is. */
    Node plain(CelExpr part, Env env) {
        Node node = check(part, env);
        return node instanceof Node.Time time ? time.text() : node;
    }

    private Node constant(CelExpr part) {
        CelConstant constant = part.constant();
        return switch (constant.getKind()) {
            case NULL_VALUE -> new Node.Const(Json.NULL, Type.NULL);
            case BOOLEAN_VALUE -> new Node.Const(constant.booleanValue(), Type.BOOL);
            case INT64_VALUE -> new Node.Const(constant.int64Value(), Type.INT);
            case DOUBLE_VALUE ->
                Double.isFinite(constant.doubleValue())
                        ? new Node.Const(constant.doubleValue(), Type.NUM)
                        : broken(Code.E201, source.whole(part), "This number is too large.");
            case STRING_VALUE -> new Node.Const(constant.stringValue(), new Type.Enum(Set.of(constant.stringValue())));
            case UINT64_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
                broken(
                        Code.E203,
                        source.whole(part),
                        "`" + source.quote(part) + "` is no value of a flow; write a number or a string.");
        };
    }

    private Node map(CelExpr part, Env env) {
        List<String> keys = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        java.util.Map<String, Type.Field> fields = new java.util.LinkedHashMap<>();
        for (CelExpr.CelMap.Entry entry : part.map().entries()) {
            Node value = plain(entry.value(), env);
            if (entry.key().getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || entry.key().constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                return broken(Code.E203, source.whole(entry.key()), "A key has to be a string in quotes.");
            }
            String key = entry.key().constant().stringValue();
            if (keys.contains(key)) {
                return broken(Code.E203, source.whole(entry.key()), "The key '" + key + "' stands here twice.");
            }
            keys.add(key);
            values.add(value);
            fields.put(key, new Type.Field(value.type(), true));
        }
        return new Node.MapOf(keys, values, new Type.Obj(fields, null));
    }

    private Node name(CelExpr part, Env env) {
        String name = part.ident().name();
        TypeEnv types = env.types();
        if (!types.roots().contains(name)) {
            String near = Nearest.to(name, types.roots());
            String hint = near == null ? "." : "; did you mean `" + near + "`?";
            return broken(Diagnostic.of(Code.E202, source.whole(part), "`" + name + "` is not known here" + hint)
                    .withSuggestion(near)
                    .withHelp("Known here: " + String.join(", ", types.roots()) + "."));
        }
        boolean bound = env.bound().contains(name);
        if (!bound) {
            roots.add(name);
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
        find(Diagnostic.of(outcome ? Code.E209 : Code.C403, source.whole(part), message)
                .withHelp("Guard it: has(" + name + ") && …" + (outcome ? "" : ", or give it a default.")));
    }

    private Node field(CelExpr part, CelExpr operand, String name, Place place, Env env) {
        int before = findings.size();
        Node on = step(operand, env);
        if (on instanceof Node.Broken) {
            return on;
        }
        Type type = Type.resolve(on.type());
        if (type instanceof Type.OrNull nullable) {
            boolean told = findings.size() > before;
            if (!env.soft() && !told) {
                find(Diagnostic.of(
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
                    find(Diagnostic.of(Code.E209, place, "`" + whole + "` is optional and may not be there.")
                            .withHelp("Guard it: has(" + whole + ") && …, or has(" + whole + ") ? " + whole + " : …"));
                }
                yield field;
            }
            case SOME_MEMBERS -> {
                if (!guarded) {
                    find(someMembers(part, operand, type, name, place));
                }
                yield field;
            }
        };
    }

    private Node unknownField(CelExpr operand, Type type, String name, Place place) {
        String owner = source.quote(operand);
        Set<String> names = Fields.names(type);
        if (names.isEmpty()) {
            return broken(
                    Code.E202, place, "`" + owner + "` is " + Types.words(type) + " and has no field `" + name + "`.");
        }
        String near = Nearest.to(name, names);
        String hint = near == null ? "." : "; did you mean `" + near + "`?";
        return broken(Diagnostic.of(Code.E202, place, "`" + owner + "` has no field `" + name + "`" + hint)
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

    private Node call(CelExpr part, Env env) {
        CelExpr.CelCall call = part.call();
        String name = call.function();
        Optional<CelExpr> target = call.target();
        if (name.equals("_[_]")) {
            return index(part, call.args().get(0), call.args().get(1), env);
        }
        if (Source.isOperator(name)) {
            return operators.check(part, env);
        }
        if (name.equals("has") && target.isEmpty()) {
            return has(part, call.args(), env);
        }
        if (target.isPresent() && Macros.NAMES.contains(name)) {
            return macros.check(part, target.get(), env);
        }
        return functions.check(part, env);
    }

    private Node has(CelExpr part, List<CelExpr> args, Env env) {
        if (args.size() == 1) {
            CelExpr.ExprKind.Kind kind = args.get(0).getKind();
            boolean path = kind == CelExpr.ExprKind.Kind.IDENT
                    || kind == CelExpr.ExprKind.Kind.SELECT
                    || (kind == CelExpr.ExprKind.Kind.CALL
                            && args.get(0).call().function().equals("_[_]"));
            if (path) {
                Node target = step(args.get(0), new Env(env.types(), env.bound(), true));
                return target instanceof Node.Broken ? target : new Node.Has(target);
            }
        }
        return broken(Code.E203, source.whole(part), "`has` takes one name or field: has(order), has(order.note).");
    }

    private Node index(CelExpr part, CelExpr operand, CelExpr key, Env env) {
        if (key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return field(part, operand, key.constant().stringValue(), source.whole(key), env);
        }
        Node on = step(operand, env);
        Node at = check(key, new Env(env.types(), env.bound(), false));
        if (on instanceof Node.Broken || at instanceof Node.Broken) {
            return new Node.Broken();
        }
        Type type = env.soft() ? withoutNull(on.type()) : notNull(on.type(), operand);
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
                return broken(
                        Code.E203,
                        source.whole(operand),
                        "`" + source.quote(operand) + "` is " + Types.words(type)
                                + "; only a list or an object can be read with […].");
            }
        }
        Type given = Types.base(at.type());
        if (!(given instanceof Type.Any) && !given.equals(wanted)) {
            return broken(
                    Code.E203,
                    source.whole(key),
                    (wanted instanceof Type.Int ? "A list is read by an integer" : "An object is read by a name")
                            + ", not by " + Types.words(given) + ".");
        }
        Node.Item read = new Node.Item(on, at, Type.resolve(item));
        List<String> path = Node.path(read);
        return path == null ? read : new Node.Item(on, at, env.types().refine(path, item));
    }

    // ---- for the parts beside this one

    static List<String> append(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    static Type withoutNull(Type type) {
        Type resolved = Type.resolve(type);
        return resolved instanceof Type.OrNull nullable ? Type.resolve(nullable.type()) : resolved;
    }

    /** The type of an operand; one that may be null is a finding and then taken without null. */
    Type notNull(Type type, CelExpr part) {
        Type resolved = Type.resolve(type);
        if (resolved instanceof Type.OrNull) {
            String text = source.quote(part);
            find(Diagnostic.of(Code.E203, source.whole(part), "`" + text + "` may be null.")
                    .withHelp("Guard it: " + text + " != null && …, or " + text + " != null ? " + text + " : …"));
        }
        return withoutNull(resolved);
    }

    /** The values of a node before any branch narrowed them, null when they cannot be listed. */
    static @Nullable Set<Object> declaredValues(Node node) {
        Type declared = switch (node) {
            case Node.Root root -> root.declared();
            case Node.Field field -> field.declared();
            case Node.Const constant -> Type.ANY;
            default -> node.type();
        };
        return withoutNull(declared) instanceof Type.Enum e ? e.values() : null;
    }

    void find(Diagnostic finding) {
        findings.add(finding);
    }

    Node broken(Diagnostic finding) {
        findings.add(finding);
        return new Node.Broken();
    }

    Node broken(Code code, Place place, String message) {
        return broken(Diagnostic.of(code, place, message));
    }
}
