package dev.signalbox.runtime.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.eval.Likeness.Difference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two answers count as the same, and where they differ when they do not. */
class LikenessTest {
    private static Object json(String text) {
        return JsonText.parse(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'a':1,'b':2}          | {'b':2,'a':1}
                    {'n':5}                | {'n':5.0}
                    'Take  it\\n back. '   | 'Take it back.'
                    [1,2.0]                | [1.0,2]
                    null                   | null
                    """)
    void nobody_means_anything_by_the_difference(String a, String b) {
        assertTrue(Likeness.EXACT.same(json(a), json(b)), a + " and " + b);
        assertEquals(List.of(), Likeness.EXACT.differences(json(a), json(b)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'refund'               | 'Refund'
                    5                      | '5'
                    {'a':null}             | {}
                    [1,2]                  | [2,1]
                    9007199254740993       | 9007199254740992
                    true                   | 'true'
                    """)
    void these_are_two_answers(String a, String b) {
        assertFalse(Likeness.EXACT.same(json(a), json(b)), a + " and " + b);
        assertFalse(Likeness.EXACT.differences(json(a), json(b)).isEmpty(), a + " and " + b);
    }

    @Test
    void differences_are_told_field_by_field_down_to_the_leaf() {
        List<Difference> found = Likeness.EXACT.differences(
                json("{'kind':'a','to':{'name':'Ada','zip':1},'items':[{'n':1},{'n':2}],'old':1}"),
                json("{'kind':'a','to':{'name':'Bob','zip':1},'items':[{'n':1},{'n':3}],'new':2}"));

        assertEquals(
                List.of(
                        new Difference("to.name", "Ada", "Bob"),
                        new Difference("items[1].n", 2L, 3L),
                        new Difference("old", 1L, null),
                        new Difference("new", null, 2L)),
                found);
    }

    @Test
    void lists_of_different_length_differ_as_a_whole() {
        assertEquals(
                List.of(new Difference("", json("[1,2]"), json("[1]"))),
                Likeness.EXACT.differences(json("[1,2]"), json("[1]")));
    }

    @Test
    void what_is_ignored_counts_as_not_there_wherever_it_stands() {
        Likeness loose = new Likeness(Set.of("reason", "items.note"));
        Object a = json("{'amount':1,'reason':'x','items':[{'id':1,'note':'y'}]}");
        Object b = json("{'amount':1,'items':[{'id':1}]}");

        assertTrue(loose.same(a, b));
        assertEquals(List.of(), loose.differences(a, b));
        assertEquals(Map.of("amount", true, "items", true), loose.fields(a, b));
        assertFalse(loose.same(a, json("{'amount':1,'items':[{'id':2}]}")));
    }
}
