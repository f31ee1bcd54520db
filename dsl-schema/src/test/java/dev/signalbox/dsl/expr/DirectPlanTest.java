package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.JsonText;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The direct plan means what CEL means: random expressions, evaluated by both. */
class DirectPlanTest {
    private static final String[] NUMBERS = {
        "n",
        "x",
        "order.total",
        "order.count",
        "0",
        "3",
        "2.5",
        "-1",
        "9223372036854775807",
        "free.a.b",
        "size(names)",
        "step.a",
        "order.items[0].price"
    };
    private static final String[] TEXTS = {"text", "order.id", "'a'", "'Hello'", "string(n)", "clip(text, 3)", "free.t"
    };
    private static final String[] CONDITIONS = {
        "flag",
        "order.paid",
        "true",
        "has(order.note)",
        "has(order.address.zip)",
        "has(late)",
        "order.status == 'paid'",
        "n in [1, 7]",
        "'vip' in names",
        "maybe == null",
        "free.missing",
        "free.f"
    };

    private final Random random;
    private final long seed;

    DirectPlanTest() {
        // The same in every build: a red build is of the change it builds. Others are for whoever names one.
        seed = Long.getLong("seed", 20_261_127);
        random = new Random(seed);
    }

    @Test
    void randomExpressionsMeanTheSameInCel() throws Exception {
        TypeEnv types = World.types().narrow(java.util.List.of("step", "choice"), java.util.Set.of("add"));
        Scope scope = World.scope().with("free", JsonText.parse("{\"a\":{\"b\":5},\"f\":true,\"t\":\"Hello\"}"));
        int direct = 0;
        for (int i = 0; i < 1_500; i++) {
            String source = random.nextBoolean() ? condition(3) : random.nextBoolean() ? number(3) : text(2);
            if (!(ExprCompiler.compile(World.expr(source), types) instanceof ExprCompiler.Result.Ok ok)) {
                continue;
            }
            Plan plan = DirectPlan.of(ok.compiled().node(), World.NOWHERE);
            assertNotNull(plan, source);
            direct++;
            assertEquals(
                    outcome(ok.compiled().celPlan(), scope),
                    outcome(ok.compiled()::eval, scope),
                    source + " seed " + seed);
        }
        assertTrue(direct > 500, "only " + direct + " expressions were fit to compare, seed " + seed);
    }

    /** {@code 0.0 / 0.0} is no number: a random expression came upon it, where the plans said true and CEL false. */
    @Test
    void whatIsNotANumberHasThePlaceThatCelGivesIt() throws Exception {
        TypeEnv types = World.types();
        String nan = "(0.0 / 0.0)";
        for (String other : new String[] {nan, "1.5", "n", "x", "order.count", "-(0.0)", "free.a.b"}) {
            for (String operator : new String[] {"<", "<=", ">", ">=", "==", "!="}) {
                for (String source :
                        new String[] {nan + " " + operator + " " + other, other + " " + operator + " " + nan}) {
                    ExprCompiler.Result.Ok ok =
                            (ExprCompiler.Result.Ok) ExprCompiler.compile(World.expr(source), types);
                    Scope scope = World.scope().with("free", JsonText.parse("{\"a\":{\"b\":5}}"));
                    assertEquals(outcome(ok.compiled().celPlan(), scope), outcome(ok.compiled()::eval, scope), source);
                }
            }
        }
    }

    private static String outcome(Plan plan, Scope scope) {
        try {
            return JsonText.write(plan.at(scope));
        } catch (EvalException failed) {
            return "fails";
        }
    }

    private String number(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return pick(NUMBERS);
        }
        return switch (random.nextInt(4)) {
            case 0 -> "(" + condition(depth - 1) + " ? " + number(depth - 1) + " : " + number(depth - 1) + ")";
            case 1 -> "-(" + number(depth - 1) + ")";
            default -> "(" + number(depth - 1) + " " + pick("+", "-", "*", "/", "%") + " " + number(depth - 1) + ")";
        };
    }

    private String text(int depth) {
        return depth == 0 || random.nextBoolean() ? pick(TEXTS) : "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
    }

    private String condition(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return pick(CONDITIONS);
        }
        return switch (random.nextInt(5)) {
            case 0 ->
                "(" + number(depth - 1) + " " + pick("==", "!=", "<", "<=", ">", ">=") + " " + number(depth - 1) + ")";
            case 1 -> "(" + text(1) + " " + pick("==", "!=", "<", ">=") + " " + text(1) + ")";
            case 2 -> "!(" + condition(depth - 1) + ")";
            default -> "(" + condition(depth - 1) + " " + pick("&&", "||") + " " + condition(depth - 1) + ")";
        };
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
