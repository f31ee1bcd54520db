package dev.signalbox.core.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyParserTest {
    private static final String REFUND = """
            {"type":"object","required":["amount","reason"],"properties":{
             "amount":{"type":"number","minimum":0,"maximum":5000},"reason":{"type":"string","maxLength":400},
             "note":{"type":"string"},"urgent":{"type":"boolean"},"tags":{"type":"array","items":{"type":"string"}},
             "count":{"type":"integer"},"maybe":{"type":["string","null"]}}}""";
    private static final String CLOSED = """
            {"type":"object","required":["id"],"additionalProperties":false,"properties":{
             "id":{"type":"string"},"order_id":{"type":"string"}}}""";
    private static final String INTENT = """
            {"enum":["refund_request","status_inquiry","complaint"]}""";
    private static final String TITLED = """
            {"oneOf":[{"const":"r1","title":"Full refund"},{"const":"r2","title":"Partial refund"}]}""";
    private static final String TEXT = """
            {"type":"string","maxLength":60}""";
    private static final String NUMBER = """
            {"type":"integer","minimum":0}""";
    private static final String TRUTH = """
            {"type":"boolean"}""";
    private static final String LIST = """
            {"type":"array","items":{"type":"integer"},"maxItems":5}""";
    private static final String REPLY = """
            {"type":"object","required":["reply"],"properties":{"reply":{"type":"string"}}}""";
    private static final String CHOICE = """
            {"oneOf":[
             {"type":"object","required":["choice","a","b"],"additionalProperties":false,"properties":{
               "choice":{"const":"add"},"a":{"type":"number"},"b":{"type":"number"}}},
             {"type":"object","required":["choice","a","b"],"additionalProperties":false,"properties":{
               "choice":{"const":"divide"},"a":{"type":"number"},"b":{"type":"number"}}},
             {"type":"object","required":["choice"],"additionalProperties":false,"properties":{
               "choice":{"const":"done"}}}]}""";
    private static final String TREE = """
            {"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","required":["name"],"properties":{
             "name":{"type":"string"},"size":{"type":"integer"},
             "children":{"type":"array","items":{"$ref":"#/$defs/Node"}}}}}}""";
    private static final String NULLABLE = """
            {"anyOf":[{"type":"integer"},{"type":"null"}]}""";

    /** What a model wrote, the schema, and the value as JSON. */
    static Stream<Arguments> read() {
        String plain = "{\"amount\":5,\"reason\":\"x\"}";
        String want = "{\"amount\":5.0,\"reason\":\"x\"}";
        return Stream.of(
                // As it should be.
                Arguments.of(plain, REFUND, want),
                Arguments.of("  \n" + plain + "\n\n", REFUND, want),
                Arguments.of("\uFEFF" + plain, REFUND, want),
                Arguments.of("\"refund_request\"", INTENT, "\"refund_request\""),
                Arguments.of("[1, 2]", LIST, "[1,2]"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"a \\\"b\\\", c\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"a \\\"b\\\", c\"}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"\\u00e9\\n\"}", REFUND, "{\"amount\":5.0,\"reason\":\"é\\n\"}"),
                // Fences and prose.
                Arguments.of("```json\n" + plain + "\n```", REFUND, want),
                Arguments.of("```\n" + plain + "\n```", REFUND, want),
                Arguments.of("```JSON\r\n" + plain + "\r\n```", REFUND, want),
                Arguments.of("Here you are:\n```json\n" + plain + "\n```\nAnything else?", REFUND, want),
                Arguments.of("Sure! " + plain + " Hope that helps.", REFUND, want),
                Arguments.of("First I thought {\"amount\":1,\"reason\":\"y\"} but it is " + plain, REFUND, want),
                Arguments.of(
                        "```json\n{\"amount\":1,\"reason\":\"y\"}\n```\nNo:\n```json\n" + plain + "\n```",
                        REFUND,
                        want),
                Arguments.of("Use {braces} and [brackets]: " + plain, REFUND, want),
                Arguments.of("<answer>" + plain + "</answer>", REFUND, want),
                Arguments.of("Numbers: [1, 2, 3].", LIST, "[1,2,3]"),
                // Loose JSON.
                Arguments.of("{\"amount\":5,\"reason\":\"x\",}", REFUND, want),
                Arguments.of("[1,2,]", LIST, "[1,2]"),
                Arguments.of("{'amount':5,'reason':'x'}", REFUND, want),
                Arguments.of("{'amount':5,'reason':'it's fine'}", REFUND, "{\"amount\":5.0,\"reason\":\"it's fine\"}"),
                Arguments.of("{amount: 5, reason: \"x\"}", REFUND, want),
                Arguments.of("{amount: 5, reason: x}", REFUND, want),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"he said \"no\" twice\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"he said \\\"no\\\" twice\"}"),
                Arguments.of("{\"amount\":5, // five\n\"reason\":\"x\"}", REFUND, want),
                Arguments.of("{/* a */\"amount\":5,\"reason\":/* b */\"x\"}", REFUND, want),
                Arguments.of("{\n# note\n\"amount\":5,\n\"reason\":\"x\"}", REFUND, want),
                Arguments.of("{\"amount\":5\n\"reason\":\"x\"}", REFUND, want),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"two\nlines\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"two\\nlines\"}"),
                Arguments.of(
                        "{\"amount\": 5, \"reason\": \"see http://a.b/c\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"see http://a.b/c\"}"),
                Arguments.of(
                        "{amount: 5, reason: http://a.b/c}", REFUND, "{\"amount\":5.0,\"reason\":\"http://a.b/c\"}"),
                Arguments.of("{\u201camount\u201d: 5, \u201creason\u201d: \u201cx\u201d}", REFUND, want),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"urgent\":True}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"urgent\":true}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"maybe\":None}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"maybe\":null}"),
                Arguments.of("{\"amount\":+5.,\"reason\":\"x\"}", REFUND, want),
                Arguments.of("{\"amount\":.5,\"reason\":\"x\"}", REFUND, "{\"amount\":0.5,\"reason\":\"x\"}"),
                Arguments.of("{\"amount\":5e2,\"reason\":\"x\"}", REFUND, "{\"amount\":500.0,\"reason\":\"x\"}"),
                Arguments.of("{\"amount\":5,\"reason\":\"a\\_b\"}", REFUND, "{\"amount\":5.0,\"reason\":\"a_b\"}"),
                // Types where the schema says so.
                Arguments.of("{\"amount\":\"5\",\"reason\":\"x\"}", REFUND, want),
                Arguments.of("{\"amount\":\" 5.50 \",\"reason\":\"x\"}", REFUND, "{\"amount\":5.5,\"reason\":\"x\"}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"count\":\"12\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"count\":12}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"count\":12.0}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"count\":12}"),
                Arguments.of("{\"amount\":5,\"reason\":42}", REFUND, "{\"amount\":5.0,\"reason\":\"42\"}"),
                Arguments.of("{\"amount\":5,\"reason\":\"42\"}", REFUND, "{\"amount\":5.0,\"reason\":\"42\"}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"urgent\":\"yes\"}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"urgent\":true}"),
                Arguments.of(
                        "{\"amount\":5,\"reason\":\"x\",\"tags\":[1,\"b\"]}",
                        REFUND,
                        "{\"amount\":5.0,\"reason\":\"x\",\"tags\":[\"1\",\"b\"]}"),
                Arguments.of("{\"amount\":5,\"reason\":\"x\",\"note\":null}", REFUND, want),
                Arguments.of("{\"Amount\":5,\"REASON\":\"x\"}", REFUND, want),
                Arguments.of("{\"id\":\"1\",\"orderId\":\"2\"}", CLOSED, "{\"id\":\"1\",\"order_id\":\"2\"}"),
                Arguments.of("{\"id\":\"1\",\"thoughts\":\"hm\"}", CLOSED, "{\"id\":\"1\"}"),
                Arguments.of("null", NULLABLE, "null"),
                Arguments.of("\"7\"", NULLABLE, "7"),
                // Enums.
                Arguments.of("refund_request", INTENT, "\"refund_request\""),
                Arguments.of("'refund_request'", INTENT, "\"refund_request\""),
                Arguments.of("Refund request", INTENT, "\"refund_request\""),
                Arguments.of("REFUND-REQUEST.", INTENT, "\"refund_request\""),
                Arguments.of("refundRequest", INTENT, "\"refund_request\""),
                Arguments.of("**complaint**", INTENT, "\"complaint\""),
                Arguments.of("`complaint`", INTENT, "\"complaint\""),
                Arguments.of("Answer: complaint", INTENT, "\"complaint\""),
                Arguments.of("The final answer is: Complaint", INTENT, "\"complaint\""),
                Arguments.of("```\ncomplaint\n```", INTENT, "\"complaint\""),
                Arguments.of("The customer is angry.\n\ncomplaint", INTENT, "\"complaint\""),
                Arguments.of("{\"intent\": \"complaint\"}", INTENT, "\"complaint\""),
                Arguments.of("{\"value\": \"Complaint\"}", INTENT, "\"complaint\""),
                Arguments.of("Full refund", TITLED, "\"r1\""),
                Arguments.of("r2", TITLED, "\"r2\""),
                // Texts, numbers, truths.
                Arguments.of("Dear Ada, all is well.", TEXT, "\"Dear Ada, all is well.\""),
                Arguments.of("\"Dear Ada\"", TEXT, "\"Dear Ada\""),
                Arguments.of("{\"value\":\"Dear Ada\"}", TEXT, "\"Dear Ada\""),
                Arguments.of("```text\nDear Ada\n```", TEXT, "\"Dear Ada\""),
                Arguments.of("007", TEXT, "\"007\""),
                Arguments.of("Use [brackets] freely", TEXT, "\"Use [brackets] freely\""),
                Arguments.of("42", NUMBER, "42"),
                Arguments.of("\"42\"", NUMBER, "42"),
                Arguments.of("{\"count\": 42}", NUMBER, "42"),
                Arguments.of("I counted them.\n42", NUMBER, "42"),
                Arguments.of("yes", TRUTH, "true"),
                Arguments.of("False", TRUTH, "false"),
                Arguments.of("{\"result\": true}", TRUTH, "true"),
                // A root wrapped, or bare.
                Arguments.of("{\"refund\": " + plain + "}", REFUND, want),
                Arguments.of("\"Hello\"", REPLY, "{\"reply\":\"Hello\"}"),
                Arguments.of("3", LIST, "[3]"),
                Arguments.of("{\"items\":[1]}", LIST, "[1]"),
                // Unions.
                Arguments.of(
                        "{\"choice\":\"add\",\"a\":1,\"b\":2}", CHOICE, "{\"choice\":\"add\",\"a\":1.0,\"b\":2.0}"),
                Arguments.of(
                        "{\"choice\":\"ADD\",\"a\":\"1\",\"b\":2}", CHOICE, "{\"choice\":\"add\",\"a\":1.0,\"b\":2.0}"),
                Arguments.of(
                        "{\"Choice\":\"Divide\",\"a\":1,\"b\":2}",
                        CHOICE,
                        "{\"choice\":\"divide\",\"a\":1.0,\"b\":2.0}"),
                Arguments.of("{\"divide\":{\"a\":1,\"b\":2}}", CHOICE, "{\"choice\":\"divide\",\"a\":1.0,\"b\":2.0}"),
                Arguments.of("{\"value\":{\"choice\":\"done\"}}", CHOICE, "{\"choice\":\"done\"}"),
                Arguments.of("done", CHOICE, "{\"choice\":\"done\"}"),
                Arguments.of("{\"choice\":\"done\",\"a\":null}", CHOICE, "{\"choice\":\"done\"}"),
                // References.
                Arguments.of(
                        "{name: root, size: \"3\", children: [{name: leaf, size: '4',}]}",
                        TREE,
                        "{\"name\":\"root\",\"size\":3,\"children\":[{\"name\":\"leaf\",\"size\":4}]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void read(String raw, String schema, String value) {
        Parsed parsed = ReplyParser.parse(raw, JsonText.parse(schema));
        Parsed.Value read = assertInstanceOf(Parsed.Value.class, parsed, () -> raw + " gave " + parsed);
        assertEquals(value, JsonText.write(read.value()));
    }

    /** What must not be guessed, and a word of what is said about it. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", REFUND, "empty"),
                Arguments.of(" \n ", TEXT, "empty"),
                Arguments.of("I cannot do that.", REFUND, "no JSON"),
                Arguments.of("{\"amount\":5,\"reason\":\"x\"", REFUND, "breaks off"),
                Arguments.of("{\"amount\":5,\"reason\":\"x", REFUND, "breaks off"),
                Arguments.of("{\"amount\":5", REFUND, "breaks off"),
                Arguments.of("{\"outer\":{\"amount\":5,\"reason\":\"x\"},", REFUND, "breaks off"),
                Arguments.of("```json\n{\"amount\":5,\"rea", REFUND, "breaks off"),
                Arguments.of("[1, 2", LIST, "breaks off"),
                Arguments.of("\"Dear Ad", TEXT, "breaks off"),
                Arguments.of("{\"value\":\"Dear", TEXT, "breaks off"),
                Arguments.of("{\"amount\":5,\"amount\":6,\"reason\":\"x\"}", REFUND, "twice"),
                Arguments.of("{\"amount\":6000,\"reason\":\"x\"}", REFUND, "amount"),
                Arguments.of("{\"amount\":5}", REFUND, "reason"),
                Arguments.of("{\"amount\":\"five\",\"reason\":\"x\"}", REFUND, "amount"),
                Arguments.of("{\"amount\":\"1,000\",\"reason\":\"x\"}", REFUND, "amount"),
                Arguments.of("{\"amount\":\"$5\",\"reason\":\"x\"}", REFUND, "amount"),
                Arguments.of("{\"amount\":5,\"reason\":\"x\",\"count\":1.5}", REFUND, "count"),
                Arguments.of("{\"amount\":1e999,\"reason\":\"x\"}", REFUND, "amount"),
                Arguments.of("gratitude", INTENT, ""),
                Arguments.of("It is not a complaint, maybe a refund_request", INTENT, ""),
                Arguments.of("{\"a\":\"complaint\",\"b\":\"refund_request\"}", INTENT, ""),
                Arguments.of("-3", NUMBER, ""),
                Arguments.of("maybe", TRUTH, ""),
                Arguments.of("[1,2,3,4,5,6]", LIST, ""),
                Arguments.of("word ".repeat(30), TEXT, ""),
                Arguments.of("{\"a\":1,\"b\":2}", CHOICE, ""),
                Arguments.of("{\"choice\":\"multiply\",\"a\":1,\"b\":2}", CHOICE, ""),
                Arguments.of("{\"choice\":\"add\",\"a\":1}", CHOICE, ""),
                Arguments.of("add", CHOICE, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String raw, String schema, String word) {
        Parsed parsed = ReplyParser.parse(raw, JsonText.parse(schema));
        Parsed.Unfit unfit = assertInstanceOf(Parsed.Unfit.class, parsed, () -> raw + " gave " + parsed);
        assertTrue(!unfit.problems().isEmpty() && unfit.problems().size() <= Parsed.Unfit.MOST);
        assertTrue(
                String.join(" ", unfit.problems()).contains(word), () -> unfit.problems() + " says nothing of " + word);
    }

    @Test
    void hostile_sizes_are_refused_at_once() {
        List<String> hostile = List.of(
                "[".repeat(900_000),
                "{\"a\":".repeat(150_000),
                "{a:1 ".repeat(180_000),
                "[1\n".repeat(200_000),
                "{\n".repeat(400_000),
                "'".repeat(900_000),
                "/*".repeat(400_000),
                "[/*".repeat(300_000),
                "{\"a\" \"".repeat(120_000),
                "[" + "1,".repeat(400_000) + "1]",
                "9".repeat(900_000),
                "```".repeat(300_000),
                "```" + "a".repeat(900_000),
                "```" + " ".repeat(900_000) + "x",
                "a" + "!".repeat(900_000) + "a",
                "<think>".repeat(100_000),
                "<" + "a".repeat(900_000),
                "{\"\\u".repeat(100_000),
                "x".repeat(ReplyParser.LONGEST + 1));
        for (String raw : hostile) {
            for (String schema : List.of(REFUND, INTENT)) {
                Parsed parsed = assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> ReplyParser.parse(raw, JsonText.parse(schema)));
                assertInstanceOf(Parsed.Unfit.class, parsed, () -> raw.substring(0, 20));
            }
        }
    }

    @Test
    void a_schema_that_leads_back_to_itself_ends() {
        Object loop = JsonText.parse("{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"anyOf\":[{\"type\":\"integer\"},"
                + "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/A\"}}]}}}");
        assertEquals(new Parsed.Value(List.of(List.of(1L), 2L)), ReplyParser.parse("[[\"1\"], 2]", loop));
    }

    @Test
    void a_list_of_itself_is_no_endless_list() {
        Object lists = JsonText.parse("{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"type\":\"array\",\"items\":"
                + "{\"allOf\":[{\"$ref\":\"#/$defs/A\"}]}}}}");
        assertInstanceOf(Parsed.Unfit.class, ReplyParser.parse("5", lists));
        assertEquals(new Parsed.Value(List.of(List.of())), ReplyParser.parse("[[]]", lists));
    }

    @Test
    void more_brackets_than_are_looked_through_hide_the_last_value() {
        String value = "{\"amount\":5,\"reason\":\"x\"}";
        Object schema = JsonText.parse(REFUND);
        Object read = new Parsed.Value(Map.of("amount", 5.0, "reason", "x"));
        assertEquals(read, ReplyParser.parse("{? ".repeat(4_000) + value, schema));
        Parsed.Unfit unfit =
                assertInstanceOf(Parsed.Unfit.class, ReplyParser.parse(value + "{? ".repeat(6_000) + value, schema));
        assertTrue(unfit.problems().getFirst().contains("more brackets"), unfit::toString);
    }

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void never_throws_and_never_completes_what_broke_off(long seed) {
        Random random = new Random(seed);
        String[] schemas = {REFUND, CLOSED, INTENT, TEXT, NUMBER, LIST, CHOICE, TREE, NULLABLE, TITLED};
        Object schema = JsonText.parse(schemas[random.nextInt(schemas.length)]);
        String alphabet = "{}[]\"'`,:/*\\#\n ab1-.eutrnlAdone\u201c\u201d\uD83D";
        StringBuilder raw = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        Parsed parsed = ReplyParser.parse(raw.toString(), schema);
        assertTrue(parsed instanceof Parsed.Value || parsed instanceof Parsed.Unfit);

        String whole = "{\"amount\": 12.5, \"reason\": \"it broke, {twice}\", \"tags\": [\"a\", \"b\"]}";
        int cut = 1 + random.nextInt(whole.length() - 1);
        Parsed broken = ReplyParser.parse(whole.substring(0, cut), JsonText.parse(REFUND));
        assertInstanceOf(Parsed.Unfit.class, broken, "cut at " + cut);
    }

    @Test
    void valid_json_reads_as_what_it_is() {
        Object any = Map.of("type", "object");
        String json =
                "{\"a\":\"x\\\\\",\"b\":[true,null,-1.5e3,{}],\"c\":{\"d\":\"\\\"q\\\": 1,\"},\"e\":9223372036854775807}";
        Parsed.Value read = assertInstanceOf(Parsed.Value.class, ReplyParser.parse(json, any));
        assertEquals(JsonText.parse(json), read.value());
    }
}
