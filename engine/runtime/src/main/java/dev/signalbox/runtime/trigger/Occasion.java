package dev.signalbox.runtime.trigger;

import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a trigger's {@code input} can read, and the input of a run that is made of it. */
record Occasion(Map<String, Object> roots) {
    static Occasion request(Object body, Map<String, String> headers, Map<String, String> query, Instant at) {
        return new Occasion(Map.of(
                "body", body, "headers", Map.copyOf(headers), "query", Map.copyOf(query), "time", at.toString()));
    }

    static Occasion tick(Instant at) {
        return new Occasion(Map.of("time", at.toString()));
    }

    static Occasion event(Object payload, Instant at) {
        return new Occasion(Map.of("event", payload, "time", at.toString()));
    }

    /** Refuses what the mapping cannot read, and what does not fit the flow's input, with each reason in {@code problems}. */
    Map<String, Object> input(KnownTrigger trigger) {
        Scope scope = roots::get;
        Object made;
        try {
            made = trigger.checked().render(trigger.trigger().input(), scope);
        } catch (EvalException e) {
            String why = String.valueOf(e.getMessage());
            throw misfit(trigger, why, List.of(why));
        }
        return switch (trigger.checked().flow().input().fit(made)) {
            case Schema.Fit.Fits fits -> Json.object(fits.value());
            case Schema.Fit.Misfit misfit -> {
                List<String> problems =
                        misfit.problems().stream().map(Schema.Problem::message).toList();
                throw misfit(trigger, String.join("; ", problems), problems);
            }
        };
    }

    private static Problem misfit(KnownTrigger trigger, String why, List<String> problems) {
        return new Problem(
                Problem.Kind.INVALID,
                "What came does not make an input of " + trigger.flow() + ": " + why + (why.endsWith(".") ? "" : "."),
                Map.of("problems", problems));
    }
}
