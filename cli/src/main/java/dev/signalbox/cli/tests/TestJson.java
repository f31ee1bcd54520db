package dev.signalbox.cli.tests;

import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.coverage.Point;
import dev.signalbox.testkit.run.Failure;
import dev.signalbox.testkit.run.PlayedRun;
import dev.signalbox.testkit.run.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tests as one JSON object. Keys without a value are left out. */
final class TestJson {
    private TestJson() {}

    static String write(Outcomes outcomes) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", 1);
        report.put("tests", outcomes.results().stream().map(TestJson::test).toList());
        if (!outcomes.coverage().isEmpty()) {
            report.put(
                    "coverage",
                    outcomes.coverage().stream().map(TestJson::coverage).toList());
        }
        int all = outcomes.results().size();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("tests", all);
        summary.put("passed", all - outcomes.failed());
        summary.put("failed", outcomes.failed());
        report.put("summary", summary);
        return JsonText.write(Json.of(report));
    }

    private static Map<String, Object> test(Outcomes.Told told) {
        TestResult result = told.result();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", told.file());
        entry.put("line", result.test().place().span().line());
        entry.put("column", result.test().place().span().column());
        entry.put("flow", told.shown().apply(result.file().flow()));
        entry.put("name", result.test().name());
        entry.put("status", result.passed() ? "passed" : "failed");
        entry.put("ms", result.took().toMillis());
        if (!result.runs().isEmpty()) {
            PlayedRun run = result.runs().getFirst();
            entry.put("end", run.run().status().text());
            entry.put("path", run.path());
        }
        List<Map<String, Object>> failures = new ArrayList<>();
        result.failures().forEach(failure -> failures.add(failure(told, failure)));
        entry.put("failures", failures);
        return entry;
    }

    private static Map<String, Object> failure(Outcomes.Told told, Failure failure) {
        Span span = failure.place().span();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", failure.kind().text());
        entry.put("message", failure.message());
        entry.put("file", told.shown().apply(span.file()));
        entry.put("line", span.line());
        entry.put("column", span.column());
        entry.put("endLine", span.endLine());
        entry.put("endColumn", span.endColumn());
        List<String> detail = FailureLines.of(failure);
        if (!detail.isEmpty()) {
            entry.put("detail", detail);
        }
        if (failure.expected() != null) {
            entry.put("expected", failure.expected());
        }
        if (failure.actual() != null) {
            entry.put("actual", failure.actual());
        }
        return entry;
    }

    private static Map<String, Object> coverage(Outcomes.FlowOutcome flow) {
        FlowCoverage of = flow.of();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("flow", of.flow());
        entry.put("file", flow.file());
        for (Point.Kind kind : Point.Kind.values()) {
            Map<String, Object> counted = new LinkedHashMap<>();
            counted.put("covered", of.covered(kind));
            counted.put("total", of.total(kind));
            counted.put("percent", of.percent(kind));
            counted.put(
                    "missing", of.missing(kind).stream().map(TestJson::missing).toList());
            entry.put(kind.text(), counted);
        }
        return entry;
    }

    private static Map<String, Object> missing(Point point) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", point.name());
        entry.put("path", point.way());
        entry.put("line", point.at().line());
        entry.put("column", point.at().column());
        return entry;
    }
}
