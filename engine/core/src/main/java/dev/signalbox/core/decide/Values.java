package dev.signalbox.core.decide;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Evaluating and fitting values, with one way to fail. */
public final class Values {
    private Values() {}

    public static Object eval(CheckedFlow flow, Expr expr, Scope scope) throws ValueFailure {
        try {
            return flow.eval(expr, scope);
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    public static boolean test(CheckedFlow flow, Expr expr, Scope scope) throws ValueFailure {
        try {
            return flow.test(expr, scope);
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    public static Object render(CheckedFlow flow, Template template, Scope scope) throws ValueFailure {
        try {
            return flow.render(template, scope);
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    public static String text(CheckedFlow flow, Template template, Scope scope) throws ValueFailure {
        try {
            return flow.text(template, scope);
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    /** The value as the schema has it, or the problems in one sentence about {@code what}. */
    public static Object fit(Schema schema, Object value, String what) throws ValueFailure {
        return switch (schema.fit(value)) {
            case Schema.Fit.Fits fits -> fits.value();
            case Schema.Fit.Misfit misfit ->
                throw new ValueFailure(what + " does not fit: " + words(misfit.problems()));
        };
    }

    /** Problems as one line for a person. */
    public static String words(List<Schema.Problem> problems) {
        return problems.stream().map(Values::words).collect(Collectors.joining("; "));
    }

    /** A problem with its place, where the place says more than "the whole". */
    public static String words(Schema.Problem problem) {
        return problem.pointer().isEmpty() ? problem.message() : problem.pointer() + ": " + problem.message();
    }

    /** Rendered values for names of data, each fitted to its schema. */
    public static Map<DataName, Object> assign(CheckedFlow flow, Map<DataName, Template> values, Scope scope)
            throws ValueFailure {
        Map<DataName, Object> assigned = new LinkedHashMap<>();
        for (Map.Entry<DataName, Template> entry : values.entrySet()) {
            Object value = render(flow, entry.getValue(), scope);
            assigned.put(entry.getKey(), fitData(flow.flow(), entry.getKey(), value));
        }
        return assigned;
    }

    /** A value as the data of that name has it. */
    public static Object fitData(Flow flow, DataName name, Object value) throws ValueFailure {
        DataDecl declared = flow.data().get(name);
        if (declared == null) {
            throw new ValueFailure(name + " is not a name of data");
        }
        return fit(declared.schema(), value, name.value());
    }

    /** Rendered arguments: an object. */
    public static Map<String, Object> fields(CheckedFlow flow, Template with, Scope scope, String what)
            throws ValueFailure {
        Object value = render(flow, with, scope);
        if (!(value instanceof Map<?, ?>)) {
            throw new ValueFailure(what + " must be an object");
        }
        return Json.object(value);
    }

    private static ValueFailure failure(EvalException e) {
        String message = e.getMessage();
        return new ValueFailure((message == null ? "the expression failed" : message) + " ("
                + e.place().span().file() + ":" + e.place().span().line() + ")");
    }
}
