package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.value.JsonText;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaProjectionTest {
    static Stream<Arguments> projected() {
        return Stream.of(
                Arguments.of(
                        "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":4},\"b\":{\"type\":\"integer\",\"minimum\":1}}}",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\"maxLength: 4\"},"
                                + "\"b\":{\"type\":[\"integer\",\"null\"],\"minimum\":1}},\"required\":[\"a\",\"b\"],\"additionalProperties\":false}"),
                Arguments.of(
                        "{\"type\":\"boolean\"}",
                        "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"boolean\"}},\"required\":[\"value\"],\"additionalProperties\":false}"),
                Arguments.of(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[\"x\",\"y\"]}}}",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"],\"enum\":[\"x\",\"y\",null]}},"
                                + "\"required\":[\"a\"],\"additionalProperties\":false}"),
                Arguments.of(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"object\",\"null\"],\"properties\":{},\"additionalProperties\":false}}}",
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"object\",\"properties\":{},\"required\":[],"
                                + "\"additionalProperties\":false},{\"type\":\"null\"}]}},\"required\":[\"a\"],\"additionalProperties\":false}"));
    }

    @ParameterizedTest
    @MethodSource
    void projected(String schema, String want) {
        SchemaProjection projection = SchemaProjection.of(JsonText.parse(schema), Provider.OPENAI);
        assertNotNull(projection);
        assertEquals(JsonText.parse(want), projection.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
                "{\"type\":\"array\"}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"}]}",
                "{\"enum\":[{\"a\":1}]}",
                "{\"allOf\":[{\"type\":\"string\"},{\"minLength\":1}]}",
                "{\"$ref\":\"https://elsewhere.example/schema\"}",
                "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"$ref\":\"#/$defs/A\"}}}",
                "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/A\"}}}}"
            })
    void what_cannot_be_said_has_no_projection(String schema) {
        assertNull(SchemaProjection.of(JsonText.parse(schema), Provider.OPENAI));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[1]", "{\"other\":1}", "{\"value\":1", "null"})
    void a_reply_of_another_form_stays_as_it_is(String text) {
        SchemaProjection projection = SchemaProjection.of(JsonText.parse("{\"type\":\"integer\"}"), Provider.OPENAI);
        assertNotNull(projection);
        assertEquals(text, projection.unwrap(text));
    }
}
