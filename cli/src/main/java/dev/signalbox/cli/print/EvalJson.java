package dev.signalbox.cli.print;

import dev.signalbox.runtime.eval.Agreement;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Compared;
import dev.signalbox.runtime.eval.Likeness;
import dev.signalbox.runtime.eval.Measures;
import dev.signalbox.runtime.eval.Report;
import dev.signalbox.runtime.eval.Threshold;
import dev.signalbox.runtime.view.Redaction;
import dev.signalbox.testkit.eval.Passes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluation as values for a program: every figure of the tables, and every changed answer. */
public final class EvalJson {
    private EvalJson() {}

    /**
     * @param head what stands before the figures: the flow, the questions, what was not used
     * @param passes which tests pass, by variant; empty where there are none
     */
    public static Map<String, Object> of(
            Map<String, Object> head,
            Report report,
            Map<String, Passes> passes,
            List<Threshold> thresholds,
            @Nullable String stopped) {
        Map<String, Object> object = new LinkedHashMap<>(head);
        object.put("baseline", column(report.baseline()));
        object.put(
                "variants",
                report.variants().stream()
                        .map(variant -> variant(variant, passes.get(variant.name())))
                        .toList());
        object.put("thresholds", thresholds.stream().map(EvalJson::threshold).toList());
        if (stopped != null) {
            object.put("stopped", stopped);
        }
        return object;
    }

    private static Map<String, Object> variant(Report.Column variant, @Nullable Passes passes) {
        Map<String, Object> object = column(variant);
        if (passes != null) {
            Map<String, Object> tests = new LinkedHashMap<>();
            tests.put("passed", passes.passed());
            tests.put("of", passes.of());
            tests.put(
                    "failed",
                    passes.failed().stream()
                            .map(test -> Map.of("test", test.test(), "why", test.why()))
                            .toList());
            object.put("tests", tests);
        }
        object.put("changes", variant.changes().stream().map(EvalJson::change).toList());
        return object;
    }

    private static Map<String, Object> column(Report.Column column) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", column.name());
        object.put("models", List.copyOf(column.models()));
        object.put("total", cell(column.total()));
        Map<String, Object> states = new LinkedHashMap<>();
        column.places().forEach((place, cell) -> states.put(place, cell(cell)));
        object.put("states", states);
        return object;
    }

    private static Map<String, Object> cell(Report.Cell cell) {
        Measures measures = cell.measures();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("questions", measures.questions());
        object.put("asked", measures.asked());
        object.put("fits_at_once", measures.of(Answer.Fate.AT_ONCE));
        object.put("fits_after_repair", measures.of(Answer.Fate.REPAIRED));
        object.put("invalid", measures.of(Answer.Fate.INVALID));
        object.put("failed", measures.of(Answer.Fate.FAILED));
        object.put("failures", measures.failures());
        object.put("no_reply", measures.of(Answer.Fate.NO_REPLY));
        object.put("no_question", measures.of(Answer.Fate.NO_QUESTION));
        object.put("not_asked", measures.notAsked());
        put(object, "valid_share", measures.validShare());
        if (cell.agreement() != null) {
            object.put("agreement", agreement(cell.agreement()));
        }
        object.put("input_tokens", measures.used().input());
        object.put("predicted_input_tokens", measures.used().predicted());
        object.put("cached_tokens", measures.used().cached());
        object.put("output_tokens", measures.used().output());
        object.put("tokens_estimated", measures.used().estimated());
        object.put("cost_usd", measures.used().usd());
        put(object, "latency_p50_ms", millis(measures.latency(0.5)));
        put(object, "latency_p95_ms", millis(measures.latency(0.95)));
        if (cell.confusion() != null) {
            object.put("confusion", cell.confusion().counts());
        }
        return object;
    }

    private static Map<String, Object> agreement(Agreement agreement) {
        Map<String, Object> object = share(agreement.whole());
        Map<String, Object> fields = new LinkedHashMap<>();
        agreement.fields().forEach((name, share) -> fields.put(name, share(share)));
        if (!fields.isEmpty()) {
            object.put("fields", fields);
        }
        return object;
    }

    private static Map<String, Object> share(Agreement.Share share) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("agreeing", share.agreeing());
        object.put("of", share.of());
        put(object, "share", share.share());
        return object;
    }

    private static Map<String, Object> change(Report.Change change) {
        Compared compared = change.compared();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("of", compared.subject());
        object.put("state", compared.step().state().value());
        object.put("visit", compared.step().visit());
        if (!compared.step().slot().isEmpty()) {
            object.put("slot", compared.step().slot());
        }
        object.put("before", answer(compared.baseline(), compared.hidden()));
        object.put("after", answer(change.answer(), compared.hidden()));
        List<Object> differences = new ArrayList<>();
        for (Likeness.Difference difference : change.differences()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("path", difference.path());
            put(one, "before", shown(difference.before(), compared.hidden()));
            put(one, "after", shown(difference.after(), compared.hidden()));
            differences.add(one);
        }
        object.put("differences", differences);
        return object;
    }

    private static Map<String, Object> answer(Answer answer, boolean hidden) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("fate", answer.fate().name().toLowerCase(Locale.ROOT));
        put(object, "value", shown(answer.value(), hidden));
        if (!answer.kind().isEmpty()) {
            object.put("kind", answer.kind());
        }
        if (!answer.why().isEmpty() && !hidden) {
            object.put("why", answer.why());
        }
        object.put("repairs", answer.repairs());
        return object;
    }

    private static @Nullable Object shown(@Nullable Object value, boolean hidden) {
        return value != null && hidden ? Redaction.WORD : value;
    }

    private static Map<String, Object> threshold(Threshold threshold) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("what", threshold.what());
        object.put("bound", threshold.bound());
        object.put("variant", threshold.variant());
        put(object, "found", threshold.found());
        object.put("kept", threshold.kept());
        return object;
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
