package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.value.JsonText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values as text, their projection, and the cutting of texts. */
class TextFormsTest {
    /** Strings that YAML would read as something else are quoted; all others stand as they are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"plain words\"'; plain words",
                "'\"\"'; '\"\"'",
                "'\"007\"'; '\"007\"'",
                "'\"0xFF\"'; '\"0xFF\"'",
                "'\"No\"'; '\"No\"'",
                "'\"2026-11-22\"'; '\"2026-11-22\"'",
                "'\".inf\"'; '\".inf\"'",
                "'\"- dash\"'; '\"- dash\"'",
                "'\"a: b\"'; '\"a: b\"'",
                "'\"a:b\"'; 'a:b'",
                "'\"ends:\"'; '\"ends:\"'",
                "'\"a #b\"'; '\"a #b\"'",
                "'\"ends \"'; '\"ends \"'",
                "'\"tab\\there\"'; '\"tab\\there\"'",
                "'\"del\\u007f\"'; '\"del\u007f\"'",
                "'\"two\\nlines\"'; '|-|  two|  lines'",
                "'\"two\\nlines\\n\"'; '\"two\\nlines\\n\"'",
                "'\" two\\nlines\"'; '\" two\\nlines\"'",
                "'\"\\ntwo\"'; '\"\\ntwo\"'",
                "'\"two\\n\\ttabs\"'; '\"two\\n\\ttabs\"'",
                "null; null",
                "true; true",
                "12; 12",
                "850.0; 850",
                "0.0; 0",
                "-0.25; -0.25",
                "1e20; 1.0E20",
                "1e-9; 1.0E-9",
                "{}; {}",
                "[]; []",
                "'{\"a\":{},\"b\":[],\"c\":null}'; 'a: {}|b: []|c: null'",
                "'[[1,2],[3]]'; '- - 1|  - 2|- - 3'",
                "'[{\"a\":1,\"b\":{\"c\":2}}]'; '- a: 1|  b:|    c: 2'",
                "'{\"a\":[{\"b\":\"x\\ny\"}]}'; 'a:|  - b: |-|      x|      y'",
                "'{\"two\\nlines\":1,\"a: b\":2,\"\":3}'; '\"two\\nlines\": 1|\"a: b\": 2|\"\": 3'"
            })
    void yaml_reads_back_as_the_value(String json, String yaml) {
        assertEquals(
                yaml.replace("|-|", "\u0001").replace('|', '\n').replace("\u0001", "|-\n"),
                PlainText.yaml(JsonText.parse(json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{\"a\":1,\"b\":2}'; a; '{\"a\":1}'",
                "'{\"a\":1,\"b\":2}'; b a; '{\"b\":2,\"a\":1}'",
                "'{\"a\":1}'; b; {}",
                "'{\"a\":{\"x\":1,\"y\":2,\"z\":3},\"b\":2}'; a.x b a.z; '{\"a\":{\"x\":1,\"z\":3},\"b\":2}'",
                "'{\"a\":{\"x\":{\"p\":1,\"q\":2}}}'; a.x.p; '{\"a\":{\"x\":{\"p\":1}}}'",
                "'{\"a\":{\"x\":1,\"y\":2}}'; a.x a; '{\"a\":{\"x\":1,\"y\":2}}'",
                "'{\"a\":\"secret\"}'; a.x; {}",
                "'{\"a\":[{\"x\":1,\"y\":2,\"z\":3},{\"x\":4}]}'; a.x a.y; '{\"a\":[{\"x\":1,\"y\":2},{\"x\":4}]}'",
                "'{\"a\":[[{\"x\":1,\"y\":2}],\"secret\"]}'; a.x; '{\"a\":[[{\"x\":1}]]}'",
                "'[{\"a\":1,\"b\":2},{\"b\":3}]'; a; '[{\"a\":1},{}]'",
                "'[\"word\",7]'; a; '[\"word\",7]'",
                "'\"word\"'; a; '\"word\"'",
                "'{\"a\":1}'; ''; '{\"a\":1}'"
            })
    void only_keeps_what_is_named_and_nothing_beside_it(String json, String fields, String kept) {
        List<String> names = fields.isEmpty() ? List.of() : List.of(fields.split(" "));
        assertEquals(kept, JsonText.write(Projection.only(JsonText.parse(json), names)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "END; 10; 'one two three'; 'one two three'",
                "END; 5; 'one two three four five six'; 'one two [… cut …]'",
                "START; 5; 'one two three four five six'; '[… cut …] five six'",
                "MIDDLE; 5; 'one two three four five six'; 'one [… cut …] six'",
                "END; 5; 'abcdefghijklmnopqrstuvwxyz'; 'abcdefgh [… cut …]'",
                "START; 5; 'abcdefghijklmnopqrstuvwxyz'; '[… cut …] stuvwxyz'",
                "MIDDLE; 5; 'abcdefghijklmnopqrstuvwxyz'; 'abcd [… cut …] wxyz'",
                "START; 5; '😀😀😀😀😀😀😀😀😀😀😀'; '[… cut …] 😀😀😀😀'",
                "START; 5; 'a😀😀😀😀😀😀😀😀😀😀'; '[… cut …] 😀😀😀😀'"
            })
    void a_text_is_cut_at_words_and_inside_one_only_when_it_is_too_long(
            Cut side, int tokens, String text, String kept) {
        assertEquals(kept, new Cutter(new Words()).cut(text, side, tokens));
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_text_that_cannot_keep_a_word_is_not_cut(Cut side) {
        Cutter cutter = new Cutter(new Words());
        assertNull(cutter.cut("one two three four five", side, 2), "the marker alone says nothing");
        assertNull(cutter.cut("one two three four five", side, 0));
        assertNull(cutter.cut("       " + " ".repeat(90) + "x".repeat(200), Cut.NEVER, 5));
    }

    @ParameterizedTest
    @EnumSource(value = Cut.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void what_is_cut_never_takes_more_than_it_may(Cut side) {
        String text = "a bb  ccc\n\ndddd eeeee\tffffff 😀😀😀😀😀😀 ggggggg ".repeat(20);
        Words words = new Words();
        for (int tokens = 3; tokens < words.count(text); tokens += 7) {
            String cut = new Cutter(words).cut(text, side, tokens);
            int most = tokens;
            if (cut != null) {
                assertTrue(words.count(cut) <= most && cut.contains(Cutter.MARKER), cut);
            } else {
                assertTrue(most <= words.count(Cutter.MARKER) + 1, () -> "nothing in " + most);
            }
        }
    }
}
