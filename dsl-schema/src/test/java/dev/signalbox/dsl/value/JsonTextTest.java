package dev.signalbox.dsl.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.0",
                "5",
                "-0.5",
                "1.0E-7",
                "null",
                "true",
                "[]",
                "{}",
                "[1,2.0,\"a\"]",
                "{\"b\":1,\"a\":{\"c\":null}}",
                "\"\\u0001\\n\\\"\\\\\"",
                "9223372036854775807",
                "-0.0"
            })
    void aValueComesBackFromItsOwnText(String text) {
        Object value = JsonText.parse(text);
        assertEquals(value, JsonText.parse(JsonText.write(value)));
        assertEquals(value, JsonText.parse(JsonText.pretty(value)));
        assertEquals(value, JsonNodes.fromNode(JsonNodes.toNode(value)));
    }

    @Test
    void halfACharacterIsNone() {
        assertEquals("a\ufffdb", JsonText.parse("\"a\\ud800b\""));
        assertEquals("\ufffd", JsonText.parse("\"\\udfff\""));
        assertEquals("\ud83d\ude00", JsonText.parse("\"\\ud83d\\ude00\""));
        assertEquals(java.util.Map.of("\ufffd", 1L), JsonText.parse("{\"\\ud800\": 1}"));
    }

    @Test
    void aDoubleStaysADouble() {
        assertEquals("5.0", JsonText.write(5.0));
        assertEquals("1e+21", JsonText.write(1e21));
        assertEquals(5.0, JsonText.parse("5.0"));
        assertEquals(5L, JsonText.parse("5"));
    }

    @Test
    void prettyTextHasTwoSpacesALevel() {
        assertEquals(
                "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}", JsonText.pretty(JsonText.parse("{\"a\":[1],\"b\":{}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,}           | 1 | 8
            [1,]               | 1 | 4
            {"a":1,"a":2}      | 1 | 8
            01                 | 1 | 2
            1.                 | 1 | 3
            nul                | 1 | 1
            [1 2]              | 1 | 4
            {a:1}              | 1 | 2
            'a'                | 1 | 1
            "abc               | 1 | 5
            1 2                | 1 | 3
            NaN                | 1 | 1
            1e999              | 1 | 1
            """)
    void textThatIsNoJsonIsRefusedAtItsPlace(String text, int line, int column) {
        JsonTextException refused = assertThrows(JsonTextException.class, () -> JsonText.parse(text));
        assertEquals(line + ":" + column, refused.line() + ":" + refused.column(), refused.getMessage());
    }

    @Test
    void aDeepNestIsRefusedWithoutOverflowingTheStack() {
        JsonTextException refused = assertThrows(JsonTextException.class, () -> JsonText.parse("[".repeat(100_000)));
        assertTrue(refused.getMessage().contains("nested deeper"));
    }

    @Test
    void javasOwnCollectionsBecomeValues() {
        assertEquals(
                Map.of("a", List.of(1L, 2.5, Json.NULL)), Json.of(Map.of("a", java.util.Arrays.asList(1, 2.5f, null))));
        assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NaN));
    }

    @Test
    void numbersAreEqualByTheirValue() {
        assertTrue(Json.equal(1L, 1.0));
        assertTrue(Json.equal(List.of(1L), List.of(1.0)));
        assertTrue(!Json.equal(9007199254740993L, 9007199254740992.0));
    }

    @ParameterizedTest
    @CsvSource({
        "850.0, 850",
        "0.1, 0.1",
        "1e21, 1000000000000000000000",
        "1.5e-7, 0.00000015",
        "-0.0, 0",
        "1234.50, 1234.5"
    })
    void aNumberForPeopleHasNoExponent(double value, String text) {
        assertEquals(text, Numbers.plain(value));
    }
}
