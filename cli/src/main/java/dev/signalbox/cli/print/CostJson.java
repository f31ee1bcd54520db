package dev.signalbox.cli.print;

import dev.signalbox.dsl.check.Costs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run of each flow may use, as {@code costs} in the object of {@code validate --format json}. Keys without a value are left out. */
public final class CostJson {
    private CostJson() {}

    public static List<Map<String, Object>> of(List<Costs> all) {
        return all.stream().map(CostJson::of).toList();
    }

    private static Map<String, Object> of(Costs costs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flow", costs.flow().value());
        json.put("bounded", costs.bounded());
        json.put("steps", amount(costs.steps()));
        json.put("llm_calls", amount(costs.calls()));
        json.put("tokens", amount(costs.tokens()));
        json.put("cost_usd", amount(costs.usd()));
        json.put("states", costs.states().stream().map(CostJson::asking).toList());
        json.put(
                "children",
                costs.children().stream().map(child -> child.value()).toList());
        return json;
    }

    private static Map<String, Object> amount(Costs.Amount amount) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "least", figure(amount.least()));
        put(json, "most", figure(amount.most()));
        put(json, "limit", figure(amount.limit()));
        return json;
    }

    private static Map<String, Object> asking(Costs.Asking asking) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", asking.state().value());
        json.put("line", asking.place().span().line());
        json.put("model", asking.model().value());
        json.put("times", asking.entries());
        json.put("llm_calls", asking.calls());
        json.put("question_tokens", asking.question());
        json.put("reply_tokens", asking.reply());
        json.put("tokens", asking.tokens());
        put(json, "cost_usd", asking.usd());
        return json;
    }

    private static void put(Map<String, Object> json, String key, @Nullable Number figure) {
        if (figure != null) {
            json.put(key, figure);
        }
    }

    /** Whole where it is whole: {@code 30}, not {@code 30.0}. */
    private static @Nullable Number figure(@Nullable Double figure) {
        return figure != null && figure == Math.rint(figure) ? (Number) figure.longValue() : figure;
    }
}
