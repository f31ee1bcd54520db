package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.type.Types;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of expressions: each with its value and type, the failure of its evaluation, or its findings. */
class ExprTableTest {
    /** One line a case: {@code expression => outcome}. Lines that begin with # are headings. */
    static Stream<String> cases() throws Exception {
        try (var in = ExprTableTest.class.getResourceAsStream("expressions.txt")) {
            assertNotNull(in);
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            return lines.stream();
        }
    }

    @Test
    void theTableIsLong() throws Exception {
        assertTrue(cases().count() >= 120, "cases: " + cases().count());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anExpressionHasItsOutcome(String line) {
        int arrow = line.indexOf(" => ");
        String source = line.substring(0, arrow).strip().replace("\\n", "\n");
        assertEquals(line.substring(arrow + 4).strip(), outcome(source), source);
    }

    private static String outcome(String source) {
        return switch (ExprCompiler.compile(World.expr(source), World.types())) {
            case ExprCompiler.Result.Findings wrong -> World.print(wrong);
            case ExprCompiler.Result.Ok ok -> {
                String direct = value(ok.compiled()::eval);
                String cel = value(ok.compiled().celPlan());
                if (!direct.equals(cel)) {
                    boolean bothFail = direct.startsWith("fails") && cel.startsWith("fails");
                    yield bothFail ? direct : "direct " + direct + " but CEL " + cel;
                }
                yield direct.startsWith("fails")
                        ? direct
                        : direct + " : " + Types.words(ok.compiled().type());
            }
        };
    }

    private static String value(Plan plan) {
        try {
            Object value = plan.at(World.scope());
            return Json.isNull(value) ? "null" : JsonText.write(value);
        } catch (EvalException failed) {
            return "fails: " + failed.getMessage();
        }
    }
}
