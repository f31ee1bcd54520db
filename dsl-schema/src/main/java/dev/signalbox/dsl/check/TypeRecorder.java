package dev.signalbox.dsl.check;

import dev.signalbox.dsl.check.verb.Sites;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.expr.TemplateCompiler;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.type.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the types that hold where each expression stands; of one that stands at several places, what holds at all of them. */
final class TypeRecorder implements Sites {
    /** What a person is shown or edits may be missing when it is evaluated. */
    interface Tolerance {
        TypeEnv of(Expr expr, TypeEnv here);
    }

    private final Tolerance tolerance;
    private final Map<Integer, TypeEnv> types = new HashMap<>();

    TypeRecorder(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** By the expression's number in its file. */
    Map<Integer, TypeEnv> types() {
        return types;
    }

    private void put(Expr expr, TypeEnv here) {
        types.merge(expr.id(), here, TypeEnv::join);
    }

    private void put(Template template, TypeEnv here) {
        TemplateCompiler.expressions(template).forEach(expr -> put(expr, here));
    }

    @Override
    public void condition(Expr expr, TypeEnv here) {
        put(expr, here);
    }

    @Override
    public void value(Template template, TypeEnv here, @Nullable Schema target) {
        put(template, here);
    }

    @Override
    public void expect(Template template, TypeEnv here, Expect expect) {
        put(template, here);
    }

    @Override
    public void shown(Expr expr, TypeEnv here) {
        put(expr, tolerance.of(expr, here));
    }

    @Override
    public void edited(Expr expr, TypeEnv here) {
        put(expr, tolerance.of(expr, here));
    }

    @Override
    public void loaded(ContextItem item, Expr from, TypeEnv here) {
        put(from, here);
    }

    @Override
    public void matched(Next.Match match, TypeEnv here) {
        put(match.match(), here);
    }

    @Override
    public void result(Type result, TypeEnv here, Schema target, Place place) {}
}
