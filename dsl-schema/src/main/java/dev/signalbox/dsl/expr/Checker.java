package dev.signalbox.dsl.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
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
 * Walks a parsed expression and gives each part its type. Literals are here; names and fields, operators, functions and
 * macros beside it. A part with a finding becomes {@link Node.Broken}, about which nothing more is said.
 */
final class Checker {
    private final Source source;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<String> roots = new LinkedHashSet<>();
    private final Set<List<String>> reads = new LinkedHashSet<>();
    private final Paths paths;
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
        paths = new Paths(this);
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
    Node step(CelExpr part, Env env) {
        return switch (part.getKind()) {
            case CONSTANT -> constant(part);
            case IDENT -> paths.name(part, env);
            case SELECT ->
                paths.field(part, part.select().operand(), part.select().field(), source.name(part), env);
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

    private Node call(CelExpr part, Env env) {
        CelExpr.CelCall call = part.call();
        String name = call.function();
        Optional<CelExpr> target = call.target();
        if (name.equals("_[_]")) {
            return paths.index(part, call.args().get(0), call.args().get(1), env);
        }
        if (Source.isOperator(name)) {
            return operators.check(part, env);
        }
        if (name.equals("has") && target.isEmpty()) {
            return paths.has(part, call.args(), env);
        }
        if (target.isPresent() && Macros.NAMES.contains(name)) {
            return macros.check(part, target.get(), env);
        }
        return functions.check(part, env);
    }

    // ---- for the parts beside this one

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
