package dev.signalbox.core.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.value.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a value becomes under a schema, without the validator: mended where it is plain what was meant, else left alone. */
class ShapeTest {
    private static final String UNION =
            "{\"oneOf\":[{\"type\":\"object\",\"required\":[\"choice\",\"a\"],\"properties\":{\"choice\":{\"const\":\"add\"},\"a\":{\"type\":\"integer\"}}},"
                    + "{\"type\":\"object\",\"required\":[\"choice\"],\"properties\":{\"choice\":{\"const\":\"stop\"}}}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Texts that are numbers, truths, nothing.
                "'\"5\"'; '{\"type\":\"integer\"}'; 5",
                "'\"5.0\"'; '{\"type\":\"integer\"}'; 5.0",
                "'\"5.5\"'; '{\"type\":\"integer\"}'; '\"5.5\"'",
                "'\"5.5\"'; '{\"type\":\"number\"}'; 5.5",
                "'\"five\"'; '{\"type\":\"number\"}'; '\"five\"'",
                "'\"true\"'; '{\"type\":\"boolean\"}'; true",
                "'\"Yes\"'; '{\"type\":\"boolean\"}'; true",
                "'\"no\"'; '{\"type\":\"boolean\"}'; false",
                "'\"perhaps\"'; '{\"type\":\"boolean\"}'; '\"perhaps\"'",
                "'\"none\"'; '{\"type\":[\"integer\",\"null\"]}'; null",
                "'\"none\"'; '{\"type\":[\"string\",\"null\"]}'; '\"none\"'",
                "'\"none\"'; '{\"type\":\"object\"}'; '\"none\"'",
                "'\"5\"'; '{\"type\":\"boolean\"}'; '\"5\"'",
                // Numbers that are texts.
                "42; '{\"type\":\"string\"}'; '\"42\"'",
                "42.0; '{\"type\":\"string\"}'; '\"42.0\"'",
                "4.25; '{\"type\":\"string\"}'; '\"4.25\"'",
                "1e20; '{\"type\":\"string\"}'; '\"1.0E20\"'",
                "true; '{\"type\":\"string\"}'; true",
                "null; '{\"type\":\"string\"}'; null",
                "7; '{\"type\":\"boolean\"}'; 7",
                // What fits is left alone.
                "7.0; '{\"type\":\"integer\"}'; 7.0",
                "7; '{\"type\":\"number\"}'; 7",
                "7.5; '{\"type\":\"integer\"}'; 7.5",
                "true; '{\"type\":\"boolean\"}'; true",
                "null; '{\"type\":\"null\"}'; null",
                "'\"x\"'; '{}'; '\"x\"'",
                "'\"5\"'; true; '\"5\"'",
                "'[\"5\"]'; '{\"type\":\"array\"}'; '[\"5\"]'",
                // Enums and constants.
                "'\"Two words\"'; '{\"enum\":[\"two_words\",\"three\"]}'; '\"two_words\"'",
                "'\"2\"'; '{\"enum\":[1,2]}'; 2",
                "2.0; '{\"enum\":[1,2]}'; 2",
                "'\"Yes!\"'; '{\"const\":\"yes\"}'; '\"yes\"'",
                "'\"a b\"'; '{\"enum\":[\"a_b\",\"a-b\"]}'; '\"a b\"'",
                "'\"?\"'; '{\"enum\":[\"!\",\"a\"]}'; '\"?\"'",
                "'\"null\"'; '{\"enum\":[null,[1],{\"a\":1},\"x\"]}'; '\"null\"'",
                "'[1]'; '{\"enum\":[[1,2]]}'; '[1]'",
                // Objects.
                "'{\"First Name\":\"Ada\"}'; '{\"properties\":{\"first_name\":{\"type\":\"string\"}}}'; '{\"first_name\":\"Ada\"}'",
                "'{\"A B\":1}'; '{\"properties\":{\"a_b\":{},\"aB\":{}}}'; '{\"A B\":1}'",
                "'{\"a\":1,\"A\":2}'; '{\"properties\":{\"a\":{}}}'; '{\"a\":1,\"A\":2}'",
                "'{\"x\":1}'; '{\"type\":\"object\"}'; '{\"x\":1}'",
                "'{\"x\":1,\"a\":1}'; '{\"properties\":{\"a\":{}},\"additionalProperties\":false}'; '{\"a\":1}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"type\":\"string\"}}}'; '{}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}'; '{\"a\":null}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{}}}'; '{\"a\":null}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}'; '{\"a\":null}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"enum\":[\"x\",null]}}}'; '{\"a\":null}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"enum\":[\"x\"]}}}'; '{}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}}'; '{\"a\":null}'",
                "'{\"a\":null}'; '{\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}}}'; '{}'",
                // Several schemas at once.
                "'{\"a\":\"5\",\"b\":\"6\"}'; '{\"allOf\":[{\"properties\":{\"a\":{\"type\":\"integer\"}}},{\"properties\":{\"b\":{\"type\":\"integer\"}}}]}'; '{\"a\":5,\"b\":6}'",
                "'\"5\"'; '{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}'; 5",
                "'\"5\"'; '{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}'; '\"5\"'",
                "'\"5\"'; '{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}'; '\"5\"'",
                "'[\"5\"]'; '{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},{\"type\":\"string\"}]}'; '[5]'",
                "'[\"5\"]'; '{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},{\"type\":\"array\"}]}'; '[\"5\"]'",
                "'{\"a\":\"5\"}'; '{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}},{\"type\":\"null\"}]}'; '{\"a\":5}'",
                // References.
                "'\"5\"'; '{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"integer\"}}}'; 5",
                "'\"5\"'; '{\"$ref\":\"#/$defs/a~1b\",\"$defs\":{\"a/b\":{\"type\":\"integer\"}}}'; 5",
                "'\"5\"'; '{\"$ref\":\"#/$defs/gone/deeper\"}'; '\"5\"'",
                "'\"5\"'; '{\"$ref\":\"https://elsewhere.example/n\"}'; '\"5\"'",
                "'\"5\"'; '{\"$ref\":\"#\"}'; '\"5\"'"
            })
    void mends_what_is_plain_and_nothing_else(String value, String schema, String mended) {
        Object shape = new Shape(new Asked(JsonText.parse(schema))).mend(JsonText.parse(value));
        assertEquals(mended, JsonText.write(shape));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{\"choice\":\"add\",\"a\":\"1\"}'; '{\"choice\":\"add\",\"a\":1}'",
                "'{\"CHOICE\":\"Add\",\"a\":\"1\"}'; '{\"choice\":\"add\",\"a\":1}'",
                "'{\"Add\":{\"a\":\"1\"}}'; '{\"choice\":\"add\",\"a\":1}'",
                "'{\"Add\":7}'; '{\"Add\":7}'",
                "'{\"Add\":{\"choice\":\"stop\"}}'; '{\"Add\":{\"choice\":\"stop\"}}'",
                "'{\"multiply\":{\"a\":\"1\"}}'; '{\"multiply\":{\"a\":\"1\"}}'",
                "'{\"choice\":\"multiply\",\"a\":\"1\"}'; '{\"choice\":\"multiply\",\"a\":\"1\"}'",
                "'\"Stop.\"'; '{\"choice\":\"stop\"}'",
                "'\"add\"'; '\"add\"'",
                "'[1]'; '[1]'"
            })
    void a_choice_is_told_by_its_name(String value, String mended) {
        assertEquals(mended, JsonText.write(new Shape(new Asked(JsonText.parse(UNION))).mend(JsonText.parse(value))));
    }

    /** Which schemas take a text, a scalar, a list, or have one field only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{\"type\":\"string\"}'; true; true; false; ",
                "'{\"type\":\"string\",\"enum\":[\"a\"]}'; false; true; false; ",
                "'{\"const\":5}'; false; true; false; ",
                "'{\"type\":\"array\"}'; false; false; true; ",
                "'{\"properties\":{\"a\":{}}}'; false; false; false; a",
                "'{\"properties\":{\"a\":{},\"b\":{}}}'; false; false; false; ",
                "'{\"type\":\"string\",\"properties\":{\"a\":{}}}'; true; true; false; ",
                "'{\"type\":\"object\"}'; false; false; false; ",
                "'{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"integer\"}]}'; false; true; false; ",
                "'{\"oneOf\":[{\"type\":\"object\"},{\"enum\":[\"a\"]}]}'; false; true; false; ",
                "'{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"array\"}]}'; false; false; false; ",
                "'{\"oneOf\":[{\"properties\":{\"choice\":{\"const\":\"a\"}}}]}'; false; true; false; "
            })
    void knows_what_a_whole_reply_may_be(String schema, boolean text, boolean scalar, boolean list, String only) {
        Asked asked = new Asked(JsonText.parse(schema));
        assertEquals(text, asked.takesText());
        assertEquals(scalar, asked.takesScalar());
        assertEquals(list, asked.isList());
        assertEquals(only, asked.onlyField());
    }
}
