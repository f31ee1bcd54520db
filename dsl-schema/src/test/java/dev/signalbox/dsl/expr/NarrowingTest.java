package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.type.Types;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowingTest {
    private static final List<String> STATUS = List.of("order", "status");

    /** The condition, the path, and what is known of it where the condition was true, and where it was false. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            order.status == 'paid'                           ; order.status ; 'paid' ; one of 'shipped', 'delivered'
            'paid' == order.status                           ; order.status ; 'paid' ; one of 'shipped', 'delivered'
            order.status != 'paid'                           ; order.status ; one of 'shipped', 'delivered' ; 'paid'
            order.status in ['paid', 'shipped']              ; order.status ; one of 'paid', 'shipped' ; 'delivered'
            !(order.status in ['paid', 'shipped'])           ; order.status ; 'delivered' ; one of 'paid', 'shipped'
            order.status == 'paid' || order.status == 'shipped' ; order.status ; one of 'paid', 'shipped' ; 'delivered'
            order.status != 'paid' && order.status != 'shipped' ; order.status ; 'delivered' ; one of 'paid', 'shipped'
            order.status == 'paid' && n > 1                  ; order.status ; 'paid' ; one of 'paid', 'shipped', 'delivered'
            maybe == null                                    ; maybe        ; null ; an integer
            maybe != null                                    ; maybe        ; an integer ; null
            maybe == 5                                       ; maybe        ; an integer ; an integer or null
            flag                                             ; flag         ; true ; false
            !flag                                            ; flag         ; false ; true
            """)
    void aConditionEstablishes(String source, String path, String whenTrue, String whenFalse) {
        TypeEnv types = World.types();
        Compiled condition = World.compile(source.strip(), types);
        List<String> steps = List.of(path.split("\\."));
        assertEquals(whenTrue, Types.words(Narrowing.whenTrue(condition, types).type(steps)));
        assertEquals(
                whenFalse, Types.words(Narrowing.whenFalse(condition, types).type(steps)));
    }

    @Test
    void aMatchOnTheChoiceGivesTheMembersFields() {
        TypeEnv types = World.types();
        Compiled choice = World.compile("step.choice", types);
        TypeEnv add = Narrowing.matched(choice, Set.of("add"), types);
        assertEquals("a number", Types.words(World.compile("step.b", add).type()));
        TypeEnv notStop = Narrowing.unmatched(choice, Set.of("stop"), types);
        assertEquals("a number", Types.words(World.compile("step.a", notStop).type()));
        assertEquals(
                "E209 1:6-7 `step` has the field `b` only where `step.choice` is 'add'.", finding("step.b", notStop));
        TypeEnv two = add.join(Narrowing.matched(choice, Set.of("negate"), types));
        assertEquals(notStop, two);
        assertTrue(Narrowing.matched(choice, Set.of("stop"), add).isImpossible());
    }

    @Test
    void whatIsSavedAgainIsForgotten() {
        TypeEnv types = World.types();
        TypeEnv known = types.narrow(STATUS, Set.of("paid")).present(List.of("order", "note"));
        assertNotEquals(types, known);
        assertEquals(types, known.forget("order"));
        assertEquals(known, known.forget("n"));
    }

    @Test
    void aJoinKeepsWhatHoldsOnBothWays() {
        TypeEnv types = World.types();
        List<String> note = List.of("order", "note");
        TypeEnv a = types.present(note).narrow(STATUS, Set.of("paid"));
        TypeEnv b = types.present(note).narrow(STATUS, Set.of("shipped"));
        TypeEnv joined = a.join(b);
        assertTrue(joined.isPresent(note));
        assertEquals("one of 'paid', 'shipped'", Types.words(joined.type(STATUS)));
        assertEquals(joined, b.join(a));
        assertEquals(joined, joined.join(joined));
        assertEquals(types, joined.join(types));
        assertEquals(types, types.join(types.narrow(STATUS, Set.of("paid", "shipped", "delivered"))));
    }

    @Test
    void aRootThatOneWayDidNotWriteIsNotSure() {
        TypeEnv types = World.types();
        TypeEnv written = types.present(List.of("late"));
        assertTrue(written.isPresent("late"));
        assertFalse(written.join(types).isPresent("late"));
        assertEquals("C403 1:1-5 `late` is not written on every way that leads here.", finding("late.id", types));
        assertEquals("text", Types.words(World.compile("late.id", written).type()));
        assertEquals(types, written.absent(List.of("late")));
    }

    @Test
    void aRootThatIsGoneIsUnknown() {
        TypeEnv types = World.types().withoutRoot("order");
        assertTrue(finding("order.id", types).startsWith("E202"));
    }

    @Test
    void anExpressionTellsWhatItReads() {
        Compiled compiled =
                World.compile("has(order.note) && order.items.exists(i, i.price > x) || order.items[n].sku == text");
        assertEquals(Set.of("order", "x", "n", "text"), compiled.roots());
        assertEquals(Set.of(List.of("order", "items"), List.of("x"), List.of("n"), List.of("text")), compiled.paths());
        assertEquals(
                List.of("order", "status"), World.compile("order.status").path().orElseThrow());
        assertTrue(World.compile("order.total + 1").path().isEmpty());
    }

    private static String finding(String source, TypeEnv types) {
        var wrong =
                assertInstanceOf(ExprCompiler.Result.Findings.class, ExprCompiler.compile(World.expr(source), types));
        return World.print(wrong);
    }
}
