package dev.signalbox.dsl.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
    private static final Place NOWHERE = new Place(Span.point("t.flow.yaml", 1, 1), "");

    private static Schema schema(String json) {
        return schema(json, "{}");
    }

    private static Schema schema(String json, String types) {
        return Schema.of(JsonText.parse(json), Json.object(JsonText.parse(types)), NOWHERE);
    }

    private static String fit(Schema schema, String value) {
        return switch (schema.fit(JsonText.parse(value))) {
            case Schema.Fit.Fits fits -> JsonText.write(fits.value());
            case Schema.Fit.Misfit misfit ->
                String.join(
                        " | ",
                        misfit.problems().stream()
                                .map(p -> p.pointer() + ": " + p.message())
                                .toList());
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"type":"integer"}; 5.0; 5
            {"type":"integer"}; 5.5; : the value must be an integer, got 5.5
            {"type":"number"}; 5; 5.0
            {"type":"number"}; "5"; : the value must be a number, got "5"
            {"type":["integer","null"]}; null; null
            {"type":["string","number"]}; 1; 1.0
            {"type":"string"}; null; : the value must be text, got null
            {"enum":["a","b"]}; "c"; : the value must be one of 'a', 'b', got "c"
            {"enum":[1,2]}; 2.0; 2
            {"type":"number","enum":[1,2]}; 2; 2.0
            {"const":"x"}; "y"; : the value must be 'x', got "y"
            {"type":"number","maximum":5000}; 9000; : the value must be at most 5000, got 9000
            {"exclusiveMinimum":0}; 0; : the value must be greater than 0, got 0
            {"maximum":9007199254740992}; 9007199254740993; : the value must be at most 9007199254740992, got 9007199254740993
            {"exclusiveMinimum":9007199254740992}; 9007199254740993; 9007199254740993
            {"minimum":0.0}; -0.0; -0.0
            {"multipleOf":9007199254740993}; 9007199254740992; : the value must be a multiple of 9007199254740993, got 9007199254740992
            {"multipleOf":0.01}; 0.07; 0.07
            {"multipleOf":2}; 3; : the value must be a multiple of 2, got 3
            {"maxLength":2}; "äöü"; : the value must have at most 2 characters, got 3
            {"maxLength":1}; "😀"; "😀"
            {"pattern":"^a+$"}; "ab"; : the value must match the pattern ^a+$, got "ab"
            {"type":"array","items":{"type":"number"}}; [1,2]; [1.0,2.0]
            {"type":"array","items":{"type":"number"}}; [1,"x"]; /1: [1] must be a number, got "x"
            {"maxItems":1}; [1,2]; : the value must have at most 1 entry, got 2
            {"uniqueItems":true}; [1,1.0]; /1: [1] stands in the list twice
            {"prefixItems":[{"type":"integer"}],"items":false}; [1,2]; /1: [1] is not allowed
            {"contains":{"const":1}}; [2]; : the value must contain at least 1 of the wanted entries, got 0
            {"required":["a"]}; {}; /a: a is missing
            {"properties":{"amount":{"type":"number"}},"additionalProperties":false}; {"amuont":1}; /amuont: amuont is not a field here, did you mean amount?
            {"additionalProperties":{"type":"number"}}; {"z":1,"a":2}; {"z":1.0,"a":2.0}
            {"patternProperties":{"^x":{"type":"number"}},"additionalProperties":false}; {"xa":1}; {"xa":1.0}
            {"propertyNames":{"maxLength":1}}; {"ab":1}; /ab: ab must have at most 1 character, got 2
            {"minProperties":1}; {}; : the value must have at least 1 fields, got 0
            {"dependentRequired":{"a":["b"]}}; {"a":1}; /b: b is missing
            {"anyOf":[{"type":"integer"},{"type":"string"}]}; true; : the value fits none of the 2 forms the schema lists
            {"oneOf":[{"type":"integer"},{"type":"number"}]}; 1; : the value fits 2 of the forms the schema lists, and must fit exactly one
            {"anyOf":[{"type":"number"},{"type":"null"}]}; 1; 1.0
            {"not":{"type":"string"}}; "a"; : the value is what the schema's "not" refuses
            {"if":{"properties":{"k":{"const":1}}},"then":{"required":["a"]}}; {"k":1}; /a: a is missing
            {"allOf":[{"type":"number"},{"minimum":3}]}; 4; 4.0
            {"format":"date-time"}; "2026-03-01T09:30:00Z"; "2026-03-01T09:30:00Z"
            {"format":"date-time"}; "2026-03-01"; : the value must be a date-time such as 2026-03-01T09:30:00Z, got "2026-03-01"
            {"format":"date-time"}; "2026-02-30T09:30:00Z"; : the value must be a date-time such as 2026-03-01T09:30:00Z, got "2026-02-30T09:30:00Z"
            {"format":"email"}; "a@b"; "a@b"
            {"format":"email"}; "a b@c"; : the value must be an e-mail address, got "a b@c"
            {"format":"uri"}; "shop.example/x"; : the value must be a URI, got "shop.example/x"
            {"format":"ipv4"}; "1.2.3.256"; : the value must be an IPv4 address, got "1.2.3.256"
            {"format":"ipv6"}; "fe80::1"; "fe80::1"
            {"format":"uuid"}; "x"; : the value must be a UUID, got "x"
            false; 1; : the value is not allowed
            true; 1; 1
            """)
    void aValueIsCoercedOrItsProblemIsTold(String schema, String value, String outcome) {
        assertEquals(outcome, fit(schema(schema), value));
    }

    private static final String TYPES = """
            {"Refund":{"type":"object","required":["amount","reason"],"properties":{
               "amount":{"type":"number","minimum":0,"maximum":5000},"reason":{"type":"string"}}},
             "Tree":{"type":"object","required":["value"],"properties":{"value":{"type":"integer"},
               "children":{"type":"array","items":{"$ref":"#/types/Tree"}}}},
             "Loop":{"$ref":"#/types/Loop"},
             "LoopUnion":{"anyOf":[{"$ref":"#/types/LoopUnion"},{"type":"string"}]},
             "MaybeNext":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/types/MaybeNext"},{"type":"null"}]}}}}""";

    @Test
    void aProblemNamesItsFieldInTheWordsOfTheFile() {
        assertEquals(
                "/reason: reason is missing", fit(schema("{\"$ref\":\"#/types/Refund\"}", TYPES), "{\"amount\":9000}"));
        assertEquals(
                "/amount: amount must be at most 5000, got 9000",
                fit(schema("{\"$ref\":\"#/types/Refund\"}", TYPES), "{\"amount\":9000,\"reason\":\"x\"}"));
    }

    @Test
    void aUnionsProblemIsThatOfTheMemberTheValueMeans() {
        Schema union = schema("""
            {"oneOf":[
              {"type":"object","required":["choice","a"],"properties":{"choice":{"const":"add"},"a":{"type":"number"}}},
              {"type":"object","required":["choice"],"properties":{"choice":{"const":"stop"}}}]}""");
        assertEquals("/a: a is missing", fit(union, "{\"choice\":\"add\"}"));
        assertEquals("{\"choice\":\"add\",\"a\":1.0}", fit(union, "{\"choice\":\"add\",\"a\":1}"));
        assertEquals(
                ": the value fits none of the 2 forms the schema lists: choice 'add', choice 'stop'",
                fit(union, "{\"choice\":\"fly\"}"));
        assertEquals("choice", assertInstanceOf(Type.Union.class, union.type()).discriminator());
    }

    @Test
    void theSchemaAloneNeedsNothingElse() {
        Schema tree = schema("{\"$ref\":\"#/types/Tree\"}", TYPES);
        Schema alone = Schema.of(tree.json(), Map.of(), NOWHERE);
        assertEquals(tree, alone);
        assertTrue(JsonText.write(tree.json()).contains("#/$defs/Tree"), () -> JsonText.write(tree.json()));
        assertEquals("/children/0/value: children[0].value is missing", fit(alone, "{\"value\":1,\"children\":[{}]}"));
    }

    @Test
    void aPartHasASchemaOfItsOwn() {
        Schema tree = schema("{\"$ref\":\"#/types/Tree\"}", TYPES);
        assertEquals("1", fit(tree.at(List.of("children", "0", "value")), "1.0"));
        assertNull(tree.at(List.of("nothing")));
    }

    @Test
    void aSchemaThatNeverEndsStillEnds() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertTrue(fit(schema("{\"$ref\":\"#/types/Loop\"}", TYPES), "1").contains("too deep"));
            assertTrue(
                    fit(schema("{\"$ref\":\"#/types/LoopUnion\"}", TYPES), "1").contains("fits none"));
            assertEquals("\"a\"", fit(schema("{\"$ref\":\"#/types/LoopUnion\"}", TYPES), "\"a\""));
            assertEquals(Type.ANY, schema("{\"$ref\":\"#/types/Loop\"}", TYPES).type());
            Type.Obj next = assertInstanceOf(
                    Type.Obj.class,
                    schema("{\"$ref\":\"#/types/MaybeNext\"}", TYPES).type());
            assertInstanceOf(
                    Type.OrNull.class, Type.resolve(next.fields().get("next").type()));
        });
    }

    @Test
    void aSchemaThatDoublesAtEachReferenceIsCutShort() {
        StringBuilder types = new StringBuilder("{\"T0\":{\"type\":\"string\"}");
        for (int i = 1; i <= 40; i++) {
            String ref = "{\"$ref\":\"#/types/T" + (i - 1) + "\"}";
            types.append(",\"T" + i + "\":{\"allOf\":[" + ref + "," + ref + "]}");
        }
        Schema schema = schema("{\"$ref\":\"#/types/T40\"}", types + "}");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertTrue(fit(schema, "\"a\"").contains("too deep"));
            assertNotNull(schema.type());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"pattern":"(a{1000}){1000}"}; /pattern
            {"pattern":"(?=a)"}; /pattern
            {"$ref":"#/types/None"}; /$ref
            {"$ref":"https://example.com/x.json"}; /$ref
            {"type":"strnig"}; /type
            {"properties":{"a":{"maxLenght":1}}}; /properties/a/maxLenght
            {"minLength":-1}; /minLength
            {"enum":[]}; /enum
            {"format":"zip-code"}; /format
            {"items":3}; /items
            {"minContains":true}; /minContains
            {"uniqueItems":1}; /uniqueItems
            {"prefixItems":{}}; /prefixItems
            {"$ref":"#/$defs/A","$defs":{"A":{"type":"strnig"}}}; /$defs/A/type
            {"$defs":{"A":{"items":{"$ref":"#/$defs/B"}}}}; /$defs/A/items/$ref
            """)
    void aFaultOfTheSchemaIsFoundAtItsPlace(String schema, String pointer) {
        List<Schema.Problem> faults = schema(schema).faults();
        assertEquals(
                List.of(pointer), faults.stream().map(Schema.Problem::pointer).toList());
    }

    @Test
    void aHugeTextMeetsAPatternInLinearTime() {
        Schema schema = schema("{\"pattern\":\"^(a+)+$\"}");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> fit(schema, "\"" + "a".repeat(100_000) + "b\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {"type":"string","format":"date-time"}; a timestamp
            {"enum":["a",null]}; 'a' or null
            {"type":["integer","null"]}; an integer or null
            {"anyOf":[{"enum":["a"]},{"enum":["b"]}]}; one of 'a', 'b'
            {"const":null}; null
            {}; any value
            {"type":"array","items":{"type":"string"}}; a list
            {"allOf":[{"type":"object"},{"properties":{"a":{}}}]}; an object
            """)
    void aSchemaHasAType(String schema, String words) {
        assertEquals(words, Types.words(schema(schema).type()));
    }
}
