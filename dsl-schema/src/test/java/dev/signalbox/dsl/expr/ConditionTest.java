package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order.total | E207 1:1-12 A condition has to be true or false, and this is a number.
            text        | E207 1:1-5 A condition has to be true or false, and this is text.
            ordr.total  | E202 1:1-5 `ordr` is not known here; did you mean `order`?
            """)
    void aConditionThatIsNotBooleanIsAFinding(String source, String finding) {
        var wrong = assertInstanceOf(
                ExprCompiler.Result.Findings.class, ExprCompiler.compileCondition(World.expr(source), World.types()));
        assertEquals(finding, World.print(wrong));
    }

    @Test
    void anUnknownTypeIsAConditionUntilARunKnowsBetter() throws Exception {
        var ok = assertInstanceOf(
                ExprCompiler.Result.Ok.class, ExprCompiler.compileCondition(World.expr("free.a.b"), World.types()));
        EvalException failed = org.junit.jupiter.api.Assertions.assertThrows(
                EvalException.class, () -> ok.compiled().test(World.scope()));
        assertEquals("A condition has to be true or false, got an integer.", failed.getMessage());
    }
}
