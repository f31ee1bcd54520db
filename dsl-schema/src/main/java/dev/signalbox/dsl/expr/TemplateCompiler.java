package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks templates: each expression in it, scalars only inside text, and the whole against its target's schema (E208). */
public final class TemplateCompiler {
    private final List<Diagnostic> findings = new ArrayList<>();
    private final TypeEnv types;

    private TemplateCompiler(TypeEnv types) {
        this.types = types;
    }

    /**
     * Checks a template.
     *
     * @param target the schema the value has to fit; null for any value
     */
    public static List<Diagnostic> check(Template template, TypeEnv types, @Nullable Schema target) {
        TemplateCompiler compiler = new TemplateCompiler(types);
        compiler.check(template, target, List.of());
        return List.copyOf(compiler.findings);
    }

    /** A bare expression's value against a target. */
    public static List<Diagnostic> check(Expr expr, TypeEnv types, Schema target) {
        return check(new Template.Only(expr, expr.place()), types, target);
    }

    /** The type of the template's value; {@link Type#ANY} where an expression has findings. */
    public static Type type(Template template, TypeEnv types) {
        return switch (template) {
            case Template.Literal literal -> typeOf(literal.value());
            case Template.Only only -> {
                ExprCompiler.Result result = ExprCompiler.compile(only.expr(), types);
                yield result instanceof ExprCompiler.Result.Ok ok
                        ? ok.compiled().type()
                        : Type.ANY;
            }
            case Template.Interpolated text -> Type.STR;
            case Template.Fields object -> {
                Map<String, Type.Field> fields = new LinkedHashMap<>();
                object.fields().forEach((name, field) -> fields.put(name, new Type.Field(type(field, types), true)));
                yield new Type.Obj(fields, null);
            }
            case Template.Items list -> {
                List<Type> items =
                        list.items().stream().map(item -> type(item, types)).toList();
                yield new Type.Arr(items.isEmpty() ? Type.ANY : Types.union(items), (long) items.size());
            }
        };
    }

    private static Type typeOf(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Type.Field> fields = new LinkedHashMap<>();
                map.forEach((name, field) -> fields.put((String) name, new Type.Field(typeOf(field), true)));
                yield new Type.Obj(fields, null);
            }
            case List<?> list -> {
                List<Type> items = list.stream().map(TemplateCompiler::typeOf).toList();
                yield new Type.Arr(items.isEmpty() ? Type.ANY : Types.union(items), (long) items.size());
            }
            default -> Json.isNull(value) ? Type.NULL : new Type.Enum(java.util.Set.of(value));
        };
    }

    /** Every expression of the template, in the order of the file. */
    public static List<Expr> expressions(Template template) {
        List<Expr> found = new ArrayList<>();
        collect(template, found);
        return found;
    }

    private static void collect(Template template, List<Expr> found) {
        switch (template) {
            case Template.Literal literal -> {}
            case Template.Only only -> found.add(only.expr());
            case Template.Interpolated text -> {
                for (Template.Piece piece : text.pieces()) {
                    if (piece instanceof Template.Piece.Value value) {
                        found.add(value.expr());
                    }
                }
            }
            case Template.Fields object -> object.fields().values().forEach(field -> collect(field, found));
            case Template.Items list -> list.items().forEach(item -> collect(item, found));
        }
    }

    private void check(Template template, @Nullable Schema target, List<String> path) {
        switch (template) {
            case Template.Literal literal -> literal(literal, target);
            case Template.Only only -> only(only, target);
            case Template.Interpolated text -> {
                interpolated(text);
                fits(Type.STR, target, text.place(), "text");
            }
            case Template.Fields object -> object(object, target, path);
            case Template.Items list -> list(list, target, path);
        }
    }

    private void literal(Template.Literal literal, @Nullable Schema target) {
        if (target != null && target.fit(literal.value()) instanceof Schema.Fit.Misfit misfit) {
            for (Schema.Problem problem : misfit.problems()) {
                misfit(literal.place(), capital(problem.message()) + ".");
            }
        }
    }

    private void only(Template.Only only, @Nullable Schema target) {
        switch (ExprCompiler.compile(only.expr(), types)) {
            case ExprCompiler.Result.Findings wrong -> findings.addAll(wrong.findings());
            case ExprCompiler.Result.Ok ok -> {
                Compiled compiled = ok.compiled();
                Object literal = compiled.literal().orElse(null);
                if (literal != null) {
                    literal(new Template.Literal(literal, only.expr().place()), target);
                } else {
                    fits(
                            compiled.type(),
                            target,
                            only.expr().place(),
                            "`" + only.expr().source().strip() + "`");
                }
            }
        }
    }

    private void interpolated(Template.Interpolated text) {
        for (Template.Piece piece : text.pieces()) {
            if (piece instanceof Template.Piece.Value value) {
                Expr expr = value.expr();
                switch (ExprCompiler.compile(expr, types)) {
                    case ExprCompiler.Result.Findings wrong -> findings.addAll(wrong.findings());
                    case ExprCompiler.Result.Ok ok -> scalar(expr, ok.compiled().type());
                }
            }
        }
    }

    private void scalar(Expr expr, Type type) {
        String source = expr.source().strip();
        if (type instanceof Type.OrNull || type instanceof Type.Null) {
            findings.add(Diagnostic.of(
                            Code.E203, expr.place(), "`" + source + "` may be null, which cannot stand inside text.")
                    .withHelp("Write " + source + " != null ? " + source + " : '…'"));
        } else if (!mayBeScalar(type)) {
            findings.add(Diagnostic.of(
                            Code.E203,
                            expr.place(),
                            "`" + source + "` is " + Types.words(type) + ", and only a scalar can stand inside text.")
                    .withHelp("Name one of its fields, or join a list: x.join(', ')."));
        }
    }

    private static boolean mayBeScalar(Type type) {
        return switch (type) {
            case Type.Arr list -> false;
            case Type.Obj object -> false;
            case Type.Union union -> union.members().stream().anyMatch(member -> mayBeScalar(Type.resolve(member)));
            default -> true;
        };
    }

    private void object(Template.Fields object, @Nullable Schema target, List<String> path) {
        Type type = target == null ? Type.ANY : Checker.withoutNull(target.type());
        Type.Obj shape = chosen(type, object);
        if (target != null && shape == null && !(type instanceof Type.Any) && !(type instanceof Type.Union)) {
            misfit(object.place(), "An object cannot fit here: " + Types.words(type) + " is wanted.");
            object.fields().values().forEach(field -> check(field, null, path));
            return;
        }
        object.fields().forEach((name, field) -> {
            boolean known = shape == null || shape.fields().containsKey(name) || shape.open();
            if (shape != null && !known) {
                unknown(name, field, shape);
            }
            check(field, target == null || !known ? null : target.at(List.of(name)), Paths.append(path, name));
        });
        if (shape != null) {
            shape.fields().forEach((name, field) -> {
                if (field.required() && !object.fields().containsKey(name)) {
                    misfit(object.place(), "The field `" + name + "` is missing.");
                }
            });
        }
    }

    private void unknown(String name, Template field, Type.Obj shape) {
        String near = Nearest.to(name, shape.fields().keySet());
        String hint = near == null ? "." : "; did you mean `" + near + "`?";
        findings.add(Diagnostic.of(Code.E208, field.place(), "The target has no field `" + name + "`" + hint)
                .withHelp("It has: " + String.join(", ", shape.fields().keySet()) + "."));
    }

    /** The object type the fields are written for; of a union, the member whose constants stand there literally. */
    private static Type.@Nullable Obj chosen(Type type, Template.Fields object) {
        if (type instanceof Type.Obj shape) {
            return shape;
        }
        if (!(type instanceof Type.Union union)) {
            return null;
        }
        String by = union.discriminator();
        Template given = by == null ? null : object.fields().get(by);
        if (by != null && given instanceof Template.Literal literal) {
            for (Type member : union.members()) {
                boolean means = Type.resolve(Fields.of(member, by).type()) instanceof Type.Enum e
                        && e.values().contains(literal.value());
                if (means && Type.resolve(member) instanceof Type.Obj shape) {
                    return shape;
                }
            }
        }
        return null;
    }

    private void list(Template.Items list, @Nullable Schema target, List<String> path) {
        Type type = target == null ? Type.ANY : Checker.withoutNull(target.type());
        if (type instanceof Type.Arr shape) {
            Long most = shape.maxItems();
            if (most != null && list.items().size() > most) {
                misfit(
                        list.place(),
                        "At most " + most + " entries fit here, and these are "
                                + list.items().size() + ".");
            }
        } else if (!(type instanceof Type.Any) && !(type instanceof Type.Union)) {
            misfit(list.place(), "A list cannot fit here: " + Types.words(type) + " is wanted.");
        }
        boolean items = target != null && type instanceof Type.Arr;
        for (int i = 0; i < list.items().size(); i++) {
            Schema item = items && target != null ? target.at(List.of(Integer.toString(i))) : null;
            check(list.items().get(i), item, Paths.append(path, Integer.toString(i)));
        }
    }

    private void fits(Type type, @Nullable Schema target, Place place, String subject) {
        if (target == null) {
            return;
        }
        String why = Assignable.whyNot(type, target.type());
        if (why != null) {
            findings.add(Diagnostic.of(Code.E208, place, capital(subject) + " " + why + ".")
                    .withHelp(Conversions.fitted(type, target.type())));
        }
    }

    private void misfit(Place place, String message) {
        findings.add(Diagnostic.of(Code.E208, place, message));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
