package dev.signalbox.dsl.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static Template template(String json) {
        return template(JsonText.parse(json));
    }

    private static Template template(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put((String) key, template(field)));
                yield new Template.Fields(fields, World.NOWHERE);
            }
            case List<?> list ->
                new Template.Items(list.stream().map(TemplateTest::template).toList(), World.NOWHERE);
            case String text -> text.contains("${") ? text(text) : new Template.Literal(value, World.NOWHERE);
            default -> new Template.Literal(value, World.NOWHERE);
        };
    }

    private static Template text(String text) {
        List<Template.Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("${", at);
            if (open != at) {
                int end = open < 0 ? text.length() : open;
                pieces.add(new Template.Piece.Text(text.substring(at, end)));
                at = end;
            } else {
                int close = text.indexOf('}', open);
                pieces.add(new Template.Piece.Value(World.expr(text.substring(open + 2, close))));
                at = close + 1;
            }
        }
        return pieces.size() == 1 && pieces.get(0) instanceof Template.Piece.Value only
                ? new Template.Only(only.expr(), World.NOWHERE)
                : new Template.Interpolated(pieces, World.NOWHERE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "${order.total}"                               | 850.0
            "We refunded ${order.total} on ${order.id}."   | "We refunded 850 on O9."
            {"id":"${order.id}","n":[1,"${n}"]}            | {"id":"O9","n":[1,7]}
            "plain"                                        | "plain"
            "at ${order.created_at}, ${flag}"              | "at 2026-03-01T09:30:00+01:00, false"
            """)
    void aTemplateRenders(String template, String value) throws Exception {
        Object rendered = Templates.render(template(template), World.scope(), e -> World.compile(e.source()));
        assertEquals(value, JsonText.write(rendered));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":"b/c ?","h":"https://s.example"} | ${free.h}/orders/${free.a}         | https://s.example/orders/b%2Fc%20%3F
            {"a":"x&y=ö"}                         | https://s.example/?q=${free.a}&z=1  | https://s.example/?q=x%26y%3D%C3%B6&z=1
            {"a":".."}                            | https://s.example/x-${free.a}       | https://s.example/x-..
            {"a":"s.example"}                     | https://${free.a}/x                 | https://s.example/x
            """)
    void aUrlEncodesWhatStandsBehindTheHost(String free, String template, String url) throws Exception {
        Scope scope = World.scope().with("free", JsonText.parse(free));
        assertEquals(url, Templates.url(text(template), scope, e -> World.compile(e.source())));
    }

    @Test
    void aSegmentThatLeadsElsewhereIsRefused() {
        Scope scope = World.scope().with("free", Json.of(Map.of("a", "..")));
        assertThrows(
                EvalException.class,
                () -> Templates.url(text("https://s.example/${free.a}/x"), scope, e -> World.compile(e.source())));
    }

    @Test
    void onlyAScalarStandsInsideText() {
        assertThrows(
                EvalException.class,
                () -> Templates.text(text("a ${free.a}"), World.scope(), e -> World.compile(e.source())));
    }

    private static final String REFUND = """
        {"type":"object","required":["amount","reason"],"properties":{
          "amount":{"type":"number","maximum":5000},"reason":{"enum":["broken","late"]},"who":{"type":"string"}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {"amount":"${order.total}","reason":"broken"}   | -
            {"amount":"${n}","reason":"${text}"}             | -
            {"amount":9000,"reason":"broken"}                | E208 The value must be at most 5000, got 9000.
            {"amount":1,"reason":"lost"}                     | E208 The value must be one of 'broken', 'late', got "lost".
            {"amount":"${order.id}","reason":"late"}         | E208 `order.id` is text, and a number is wanted.
            {"amount":"a ${n}","reason":"late"}              | E208 Text is text, and a number is wanted.
            {"amount":1}                                     | E208 The field `reason` is missing.
            {"amount":1,"reason":"late","whom":"x"}          | E208 The target has no field `whom`; did you mean `who`?
            {"amount":1,"reason":"${order.status}"}          | E208 `order.status` is one of 'paid', 'shipped', 'delivered', and one of 'broken', 'late' is wanted.
            {"amount":"${maybe}","reason":"late"}            | E208 `maybe` may be null, and a number is wanted.
            {"amount":"${ordr}","reason":"late"}             | E202 `ordr` is not known here; did you mean `order`?
            {"amount":"${'x'}","reason":"late"}              | E208 The value must be a number, got "x".
            "${order}"                                       | E208 `order` has no field `amount`, which is required here.
            "${names}"                                       | E208 `names` is a list, and an object is wanted.
            [1]                                              | E208 A list cannot fit here: an object is wanted.
            """)
    void aTemplateIsHeldAgainstItsTarget(String template, String finding) {
        String found = String.join(
                " & ",
                TemplateCompiler.check(template(template), World.types(), World.schema(REFUND)).stream()
                        .map(f -> f.code() + " " + f.message())
                        .toList());
        assertEquals(finding == null ? "" : finding, found);
    }

    @Test
    void insideTextAnObjectOrANullIsAFinding() {
        assertEquals(
                List.of(
                        "`order` is an object, and only a scalar can stand inside text.",
                        "`maybe` may be null, which cannot stand inside text."),
                TemplateCompiler.check(text("a ${order} ${maybe}"), World.types(), null).stream()
                        .map(f -> f.message())
                        .toList());
    }
}
