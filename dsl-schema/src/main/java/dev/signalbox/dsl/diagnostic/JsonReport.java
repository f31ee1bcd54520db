package dev.signalbox.dsl.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Findings as the one JSON object of {@code validate --format json}. Keys without a value are left out. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    /** @param files how many files were checked */
    public static String write(int files, List<Diagnostic> diagnostics) {
        return write(files, diagnostics, Map.of());
    }

    /** @param more further members of the object, after its own */
    public static String write(int files, List<Diagnostic> diagnostics, Map<String, Object> more) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", 1);
        report.put("files", files);
        report.put("diagnostics", diagnostics.stream().map(JsonReport::entry).toList());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("errors", count(diagnostics, Severity.ERROR));
        summary.put("warnings", count(diagnostics, Severity.WARNING));
        summary.put("infos", count(diagnostics, Severity.INFO));
        report.put("summary", summary);
        report.putAll(more);
        return JSON.writeValueAsString(report);
    }

    private static long count(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream().filter(d -> d.severity() == severity).count();
    }

    /** One finding as an object of that report. */
    public static Map<String, Object> entry(Diagnostic diagnostic) {
        Map<String, Object> entry = new LinkedHashMap<>();
        Span span = diagnostic.place().span();
        entry.put("code", diagnostic.code().name());
        entry.put(
                "severity",
                switch (diagnostic.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case INFO -> "info";
                });
        entry.put("message", diagnostic.message());
        entry.put("file", span.file());
        entry.put("line", span.line());
        entry.put("column", span.column());
        entry.put("endLine", span.endLine());
        entry.put("endColumn", span.endColumn());
        entry.put("path", diagnostic.place().path());
        if (diagnostic.help() != null) {
            entry.put("help", diagnostic.help());
        }
        if (diagnostic.suggestion() != null) {
            entry.put("suggestion", diagnostic.suggestion());
        }
        if (!diagnostic.related().isEmpty()) {
            entry.put("related", related(diagnostic));
        }
        return entry;
    }

    private static List<Map<String, Object>> related(Diagnostic diagnostic) {
        List<Map<String, Object>> places = new ArrayList<>();
        for (Related related : diagnostic.related()) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("file", related.span().file());
            place.put("line", related.span().line());
            place.put("column", related.span().column());
            place.put("message", related.message());
            places.add(place);
        }
        return places;
    }
}
