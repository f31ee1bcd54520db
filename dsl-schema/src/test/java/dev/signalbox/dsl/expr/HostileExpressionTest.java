package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileExpressionTest {
    @Test
    void veryManyNotsAreOneFinding() {
        String chain = "!".repeat(4_001) + "(n == 1)";
        var wrong = assertInstanceOf(
                ExprCompiler.Result.Findings.class, ExprCompiler.compile(World.expr(chain), World.types()));
        assertEquals("E201", wrong.findings().get(0).code().name());
        assertEquals(1, wrong.findings().size());
    }

    @Test
    void aDeepNestIsOneFinding() {
        String deep = "(".repeat(5_000) + "n" + ")".repeat(5_000);
        var wrong = assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertInstanceOf(
                        ExprCompiler.Result.Findings.class, ExprCompiler.compile(World.expr(deep), World.types())));
        assertEquals("E201", wrong.findings().get(0).code().name());
        assertEquals(1, wrong.findings().size());
    }

    @Test
    void aLongChainOfOperatorsIsNoDeepNest() throws Exception {
        String sum = String.join(" + ", Collections.nCopies(100, "n"));
        assertEquals(700L, World.compile(sum).eval(World.scope()));
    }

    @Test
    void aLoopWithinALoopIsCapped() {
        List<Object> many = Collections.nCopies(2_000, "a");
        Scope scope = World.scope().with("names", Json.of(many));
        Compiled loop = World.compile("names.all(a, names.all(b, a == b))");
        EvalException failed = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThrows(EvalException.class, () -> loop.eval(scope)));
        assertEquals("The expression goes through more than 10,000 entries.", failed.getMessage());
    }

    @Test
    void aPatternFromDataIsCapped() {
        Scope scope = World.scope().with("package", "((a{100}){100}){100}");
        Compiled matching = World.compile("text.matches(package)");
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThrows(EvalException.class, () -> matching.eval(scope)));
    }

    @Test
    void anAbsentRootIsNamed() {
        EvalException failed = assertThrows(
                EvalException.class, () -> World.compile("names.map(i, i)").eval(name -> null));
        assertTrue(failed.getMessage().contains("`names` is not there"), failed.getMessage());
    }
}
