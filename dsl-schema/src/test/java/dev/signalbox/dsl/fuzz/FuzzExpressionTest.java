package dev.signalbox.dsl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.expr.BothPlans;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.ExprCompiler;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.expr.TypeEnv;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import java.util.List;
import java.util.Map;

/** Whatever stands where an expression should: it is refused at its place, or means one thing and keeps its type. */
class FuzzExpressionTest {
    private static final TypeEnv TYPES = BothPlans.types();

    /** The input is an expression and, behind a line of {@code ---}, the value of {@code free}. */
    @FuzzTest
    void anyTextIsRefusedInsideItOrMeansTheSameInBothPlans(byte[] data) throws Throwable {
        String[] parts = Text.parts(data, 2);
        Effort.isBounded(() -> holds(Text.of(parts[0]), free(parts[1])));
    }

    private static Object free(String json) {
        try {
            return JsonText.parse(json);
        } catch (JsonTextException none) {
            return Json.NULL;
        }
    }

    private static void holds(Text text, Object free) throws EvalException {
        Expr expr = new Expr(0, text.text(), new Place(whole(text), ""), 0);
        switch (ExprCompiler.compile(expr, TYPES)) {
            case ExprCompiler.Result.Findings wrong -> {
                assertFalse(wrong.findings().isEmpty());
                text.holds(wrong.findings());
            }
            case ExprCompiler.Result.Ok ok -> evaluates(ok.compiled(), BothPlans.scope(free));
        }
        if (ExprCompiler.compileCondition(expr, TYPES) instanceof ExprCompiler.Result.Ok condition) {
            try {
                condition.compiled().test(BothPlans.scope(free));
            } catch (EvalException refused) {
                text.holds(refused.place().span(), refused);
            }
        }
    }

    private static Span whole(Text text) {
        int last = text.widths().size();
        return new Span("f.flow.yaml", 1, 1, last, text.widths().getLast() + 1);
    }

    private static void evaluates(Compiled compiled, Scope scope) throws EvalException {
        String outcome = BothPlans.outcome(compiled, scope);
        assertEquals(outcome, BothPlans.outcome(compiled, scope), "twice the same");
        assertEquals(
                BothPlans.cel(compiled, scope),
                BothPlans.direct(compiled, scope).orElse(outcome));
        if (!outcome.equals("fails")) {
            Object value = compiled.eval(scope);
            assertEquals(value, Json.of(value), "normalised");
            assertTrue(has(compiled.type(), value), () -> outcome + " is no " + compiled.type());
        }
    }

    private static boolean has(Type declared, Object value) {
        return switch (Type.resolve(declared)) {
            case Type.Any any -> true;
            case Type.Null none -> Json.isNull(value);
            case Type.Bool bool -> value instanceof Boolean;
            case Type.Int integer -> value instanceof Long;
            case Type.Num number -> value instanceof Number;
            case Type.Str text -> value instanceof String;
            case Type.Timestamp time -> value instanceof String;
            case Type.Dur duration -> value instanceof String;
            case Type.Enum members -> members.values().stream().anyMatch(member -> Json.equal(member, value));
            case Type.Arr list ->
                value instanceof List<?> items && items.stream().allMatch(item -> has(list.item(), item));
            case Type.Obj object -> value instanceof Map<?, ?> map && has(object, Json.object(map));
            case Type.Union union -> union.members().stream().anyMatch(member -> has(member, value));
            case Type.OrNull nullable -> Json.isNull(value) || has(nullable.type(), value);
            case Type.Ref ref -> throw new AssertionError("resolved, and still a reference");
        };
    }

    private static boolean has(Type.Obj object, Map<String, Object> fields) {
        for (Map.Entry<String, Type.Field> declared : object.fields().entrySet()) {
            Object field = fields.get(declared.getKey());
            boolean there = field != null
                    ? has(declared.getValue().type(), field)
                    : !declared.getValue().required();
            if (!there) {
                return false;
            }
        }
        return true;
    }
}
