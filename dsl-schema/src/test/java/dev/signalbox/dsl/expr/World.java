package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** The types and the values that the tests of expressions read. */
final class World {
    static final Place NOWHERE = new Place(Span.point("t.flow.yaml", 1, 1), "");

    private static final Map<String, Object> TYPES = Json.object(JsonText.parse("""
        {"Order":{"type":"object","required":["id","total","count","status","paid","items","created_at"],"properties":{
           "id":{"type":"string"},"total":{"type":"number"},"count":{"type":"integer"},
           "status":{"enum":["paid","shipped","delivered"]},"paid":{"type":"boolean"},
           "note":{"type":"string"},"tip":{"type":["number","null"]},"tags":{"type":"array","items":{"enum":["new","vip"]}},
           "created_at":{"type":"string","format":"date-time"},
           "address":{"type":"object","required":["city"],"properties":{"city":{"type":"string"},"zip":{"type":"string"}}},
           "items":{"type":"array","items":{"$ref":"#/types/Item"}}}},
         "Item":{"type":"object","required":["sku","price"],"properties":{
           "sku":{"type":"string"},"price":{"type":"number"},"gift":{"type":"boolean"},"at":{"type":"string","format":"date-time"}}},
         "Step":{"oneOf":[
           {"type":"object","required":["choice","a","b"],"properties":{"choice":{"const":"add"},"a":{"type":"number"},"b":{"type":"number"}}},
           {"type":"object","required":["choice","a"],"properties":{"choice":{"const":"negate"},"a":{"type":"number"}}},
           {"type":"object","required":["choice"],"properties":{"choice":{"const":"stop"},"why":{"type":"string"}}}]},
         "Tree":{"type":"object","required":["value"],"properties":{"value":{"type":"integer"},
           "children":{"type":"array","items":{"$ref":"#/types/Tree"}},
           "next":{"anyOf":[{"$ref":"#/types/Tree"},{"type":"null"}]}}}}"""));

    private static final Map<String, Object> VALUES = Json.object(JsonText.parse("""
        {"order":{"id":"O9","total":850.0,"count":3,"status":"shipped","paid":true,"note":"äöü left at door","tip":null,
           "tags":["vip"],"created_at":"2026-03-01T09:30:00+01:00","address":{"city":"Bonn"},
           "items":[{"sku":"A","price":2.5},{"sku":"B","price":10.0,"gift":true,"at":"2026-03-02T00:00:00Z"}]},
         "intent":"refund_request","n":7,"x":2.5,"flag":false,"text":"Hello","maybe":null,"free":{"a":{"b":5}},
         "step":{"choice":"add","a":1.0,"b":2.0},"scores":{"ann":1.5},"tree":{"value":1,"children":[{"value":2}],"next":null},
         "names":["b","a"],"package":"p","times":["2026-03-01T08:30:00Z"]}"""));

    private World() {}

    static Schema schema(String json) {
        return Schema.of(JsonText.parse(json), TYPES, NOWHERE);
    }

    static TypeEnv types() {
        TypeEnv env = TypeEnv.of(Map.of());
        Map<String, String> roots = new LinkedHashMap<>();
        roots.put("order", "{\"$ref\":\"#/types/Order\"}");
        roots.put("intent", "{\"enum\":[\"refund_request\",\"status_inquiry\",\"complaint\"]}");
        roots.put("n", "{\"type\":\"integer\"}");
        roots.put("x", "{\"type\":\"number\"}");
        roots.put("flag", "{\"type\":\"boolean\"}");
        roots.put("text", "{\"type\":\"string\"}");
        roots.put("maybe", "{\"type\":[\"integer\",\"null\"]}");
        roots.put("free", "{}");
        roots.put("step", "{\"$ref\":\"#/types/Step\"}");
        roots.put("scores", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}}");
        roots.put("tree", "{\"$ref\":\"#/types/Tree\"}");
        roots.put("names", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");
        roots.put("package", "{\"type\":\"string\"}");
        roots.put("times", "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"date-time\"}}");
        for (Map.Entry<String, String> root : roots.entrySet()) {
            env = env.withRoot(root.getKey(), schema(root.getValue()).type());
        }
        return env.withOptionalRoot(
                        "late", schema("{\"$ref\":\"#/types/Order\"}").type())
                .withOptionalRoot(
                        "error",
                        schema(
                                        "{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{\"kind\":{\"type\":\"string\"}}}")
                                .type());
    }

    static Scope scope() {
        return VALUES::get;
    }

    static Expr expr(String source) {
        return new Expr(0, source, new Place(new Span("t.flow.yaml", 1, 1, 1, source.length() + 1), ""), 0);
    }

    static Compiled compile(String source) {
        return compile(source, types());
    }

    static Compiled compile(String source, TypeEnv types) {
        return switch (ExprCompiler.compile(expr(source), types)) {
            case ExprCompiler.Result.Ok ok -> ok.compiled();
            case ExprCompiler.Result.Findings wrong -> throw new AssertionError(source + ": " + print(wrong));
        };
    }

    static String print(ExprCompiler.Result.Findings wrong) {
        return String.join(" & ", wrong.findings().stream().map(World::print).toList());
    }

    static String print(Diagnostic finding) {
        Span span = finding.place().span();
        return finding.code() + " " + span.line() + ":" + span.column() + "-" + span.endColumn() + " "
                + finding.message();
    }
}
